import {
  Button,
  CharacterCount,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  createAll,
  isSupported,
} from "govuk-frontend";
import { startAutosave } from "./autosave.js";
import { startReveal } from "./reveal.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}

if (isSupported()) {
  createAll(Button, { preventDoubleClick: true });
  for (const component of [
    CharacterCount, ErrorSummary, NotificationBanner, PasswordInput, ServiceNavigation, SkipLink,
  ]) {
    createAll(component);
  }
  document.querySelectorAll("[data-module=govuk-radios], [data-module=govuk-checkboxes]").forEach(startReveal);
  document.querySelectorAll("form[data-autosave-url]").forEach(startAutosave);
}
