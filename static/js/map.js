// A map of points that stand in the text, too. Without it, or without JavaScript, the text says everything.

const { L } = window;

function pointsOf(figure) {
  return [...document.querySelectorAll(figure.dataset.map)].map((place) => ({
    at: [Number(place.dataset.latitude), Number(place.dataset.longitude)],
    name: place.querySelector("th, a")?.textContent ?? "",
  }));
}

function draw(figure) {
  const points = pointsOf(figure);
  if (!points.length) return;
  figure.hidden = false;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(figure.querySelector(".map"), {
    zoomControl: false,
    // A finger that scrolls the page must not move the map, nor a wheel.
    scrollWheelZoom: false,
    dragging: !L.Browser.mobile,
    zoomAnimation: !still,
    fadeAnimation: !still,
  });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: figure.dataset.zoomIn, zoomOutTitle: figure.dataset.zoomOut }).addTo(map);
  L.tileLayer(figure.dataset.tiles, { maxZoom: 18, attribution: figure.dataset.attribution }).addTo(map);
  for (const { at, name } of points) {
    L.circleMarker(at, { radius: 9, weight: 3, className: "map-point" }).addTo(map).bindTooltip(name);
  }
  map.fitBounds(L.latLngBounds(points.map(({ at }) => at)), { maxZoom: 16, padding: [24, 24], animate: false });
}

if (L) document.querySelectorAll("[data-map]").forEach(draw);
