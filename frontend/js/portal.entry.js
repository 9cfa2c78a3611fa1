import { start } from "./portal.js";

start();
