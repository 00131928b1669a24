/* A timeline that is wider than its box begins with today in sight. */

for (const box of document.querySelectorAll(".timeline[data-today]")) {
  const names = box.querySelector(".timeline-names").getBoundingClientRect().width;
  box.scrollLeft = Number(box.dataset.today) - (box.clientWidth - names) / 3;
}
