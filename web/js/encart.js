// A page shown inside that of a partner: tells it its height, and keeps its own anchors inside.

export function brancherEncart() {
  if (!("encart" in document.body.dataset) || window.parent === window) return;
  for (const lien of document.querySelectorAll('a[href^="#"]')) lien.target = "_self";
  const dire = () => {
    const hauteur = document.body.getBoundingClientRect().height;
    // The height of a public page is no secret: any page that may frame us may know it.
    window.parent.postMessage({ compagnon: { hauteur } }, "*");
  };
  new ResizeObserver(dire).observe(document.body);
}
