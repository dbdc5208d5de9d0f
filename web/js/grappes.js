/** Groups the points that would cover one another on the screen: each point joins the first
    group within `rayon` pixels, so that the order of the list decides and nothing jumps. */
export function grouper(points, projeter, rayon) {
  const grappes = [];
  for (const point of points) {
    const { x, y } = projeter(point);
    const proche = grappes.find((grappe) => Math.hypot(grappe.x - x, grappe.y - y) <= rayon);
    if (proche) proche.points.push(point);
    else grappes.push({ x, y, lon: point.lon, lat: point.lat, points: [point] });
  }
  return grappes;
}
