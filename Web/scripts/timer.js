// How long the contact has lasted, from the moment the page was asked for.
export default function timer(output) {
  const since = Date.parse(output.dataset.since);
  // The server's and this machine's clocks may differ: count from now, plus what is plausible.
  const offset = Math.min(Math.max(Date.now() - since, 0), 5_000);
  const start = performance.now() - offset;
  const tell = () => {
    const seconds = Math.floor((performance.now() - start) / 1000);
    output.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  tell();
  setInterval(tell, 1000);
}
