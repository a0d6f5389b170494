// Only where edition.yaml has «embeds»: this file is then a part of site.js. A frame of
// another site is made when the reader asks for it, and nothing is fetched before.
// Without a script the card stays a link.
document.addEventListener("click", event => {
  const link = event.target.closest?.("figure.embed[data-frame] a");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const { embed, frame } = link.closest("figure").dataset, view = document.createElement("iframe");
  const height = { spotify: "352px", soundcloud: "166px", datawrapper: "28rem", flourish: "36rem", telegram: "32rem", instagram: "40rem", tiktok: "46rem", x: "36rem", facebook: "36rem" }[embed];
  view.src = frame;
  view.title = link.textContent.trim();
  view.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  view.allowFullscreen = true;
  view.referrerPolicy = "strict-origin-when-cross-origin";
  if (height) Object.assign(view.style, { aspectRatio: "auto", blockSize: height, background: "none" });
  link.replaceWith(view);
  view.focus();
});

// Datawrapper says how high its charts are.
addEventListener("message", event => {
  const heights = event.origin === "https://datawrapper.dwcdn.net" && event.data?.["datawrapper-height"];
  if (!heights) return;
  for (const view of document.querySelectorAll("figure.embed iframe")) {
    if (view.contentWindow === event.source) view.style.blockSize = Object.values(heights)[0] + "px";
  }
});
