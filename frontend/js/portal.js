// The one script of the citizens' pages. Every page works without it; it only saves steps and loses nothing.
import { createAll } from "govuk-frontend/dist/govuk/init.mjs";
import { Button } from "govuk-frontend/dist/govuk/components/button/button.mjs";
import { CharacterCount } from "govuk-frontend/dist/govuk/components/character-count/character-count.mjs";
import { ErrorSummary } from "govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs";
import { FileUpload } from "govuk-frontend/dist/govuk/components/file-upload/file-upload.mjs";
import { NotificationBanner } from "govuk-frontend/dist/govuk/components/notification-banner/notification-banner.mjs";
import { PasswordInput } from "govuk-frontend/dist/govuk/components/password-input/password-input.mjs";
import { SkipLink } from "govuk-frontend/dist/govuk/components/skip-link/skip-link.mjs";
import { autosave } from "./autosave.js";
import { copy } from "./copy.js";
import { files } from "./files.js";
import { network } from "./network.js";
import { print } from "./print.js";
import { unsaved } from "./unsaved.js";

export const PORTAL = [autosave, copy, files, network, print, unsaved];

/** Switch on every piece found inside `root`; safe to call again on a swapped fragment. */
export function enhance(root, pieces = PORTAL) {
  for (const Component of [Button, CharacterCount, ErrorSummary, FileUpload, NotificationBanner, PasswordInput, SkipLink]) {
    createAll(Component, undefined, root);
  }
  for (const piece of pieces) piece(root);
}

export function start(pieces) {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  enhance(document, pieces);
}
