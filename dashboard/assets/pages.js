/* The sentence of a marked cell or claim: shown on hover and focus, pinned by a tap. Without this the mark is a plain link. */
(() => {
  const tip = document.getElementById("tip");
  let pinned = null;
  const place = (mark) => {
    const box = mark.getBoundingClientRect();
    const width = Math.min(380, window.innerWidth - 24);
    tip.style.width = `${width}px`;
    tip.style.left = `${Math.max(12, Math.min(box.left, window.innerWidth - width - 12)) + window.scrollX}px`;
    const below = box.bottom + 8 + tip.offsetHeight < window.innerHeight;
    tip.style.top = `${(below ? box.bottom + 8 : Math.max(8, box.top - tip.offsetHeight - 8)) + window.scrollY}px`;
  };
  const show = (mark) => {
    tip.replaceChildren();
    for (const line of mark.dataset.tip.split("\n")) {
      const sentence = document.createElement("p");
      sentence.textContent = line;
      tip.append(sentence);
    }
    const more = document.createElement("a");
    more.href = mark.href;
    more.textContent = `${mark.dataset.number} →`;
    tip.append(more);
    tip.hidden = false;
    place(mark);
  };
  const hide = () => { tip.hidden = true; pinned = null; };
  for (const mark of document.querySelectorAll("[data-tip]")) {
    mark.addEventListener("mouseenter", () => { if (!pinned) show(mark); });
    mark.addEventListener("mouseleave", () => { if (!pinned) hide(); });
    mark.addEventListener("focus", () => { if (!pinned) show(mark); });
    mark.addEventListener("blur", () => { if (!pinned) hide(); });
    mark.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (pinned === mark || event.detail === 0) return;
      event.preventDefault();
      show(mark);
      pinned = mark;
    });
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  document.addEventListener("click", (event) => {
    if (pinned && !tip.contains(event.target) && !event.target.closest("[data-tip]")) hide();
  });
})();
