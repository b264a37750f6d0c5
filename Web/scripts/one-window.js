// The window chosen last counts: an exact time lets go of the half day, and the other way round.
export default function oneWindow(choices) {
  choices.addEventListener("change", ({ target }) => {
    if (target.name === "time" && target.value) {
      for (const radio of choices.querySelectorAll('[name="window"]')) radio.checked = false;
    } else if (target.name === "window") {
      for (const time of choices.querySelectorAll('[name="time"]')) time.value = "";
    }
  });
}
