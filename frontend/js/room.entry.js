// The script of the staff rooms: everything of the portal, shortcuts, the cursor, and the same again on fragments that htmx swaps in.
import { PORTAL, enhance, start } from "./portal.js";
import "./keep.js";
import { announce, ticket } from "./announce.js";
import { focus } from "./focus.js";
import { grid } from "./grid.js";
import { keys } from "./keys.js";
import { lock, pin } from "./lock.js";
import { menu } from "./menu.js";

const ROOM = [...PORTAL, keys, grid, focus, lock, menu, pin, announce, ticket];

start(ROOM);
document.body.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) enhance(event.target, ROOM);
});
