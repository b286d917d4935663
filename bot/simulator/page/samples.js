// Things to send without having any: a picture and a sticker, drawn here.

function drawn(width, height, paint) {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width, height });
  paint(canvas.getContext("2d"), width, height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** Evening over hills. */
export const picture = () => drawn(640, 440, (draw, width, height) => {
  const sky = draw.createLinearGradient(0, 0, 0, height);
  for (const [at, colour] of [[0, "#3d5a80"], [0.55, "#e0a98b"], [1, "#f4d9b0"]]) sky.addColorStop(at, colour);
  draw.fillStyle = sky;
  draw.fillRect(0, 0, width, height);
  draw.fillStyle = "#fdf0d5";
  draw.beginPath();
  draw.arc(width * 0.68, height * 0.52, 34, 0, 7);
  draw.fill();
  [["#8d7b8f", 0.6, 40, 130], ["#5c6378", 0.72, 34, 95], ["#333f54", 0.85, 22, 160]].forEach(([colour, level, swing, wide]) => {
    draw.fillStyle = colour;
    draw.beginPath();
    draw.moveTo(0, height);
    for (let x = 0; x <= width; x += 8) draw.lineTo(x, height * level + Math.sin(x / wide + level * 20) * swing);
    draw.lineTo(width, height);
    draw.fill();
  });
});

/** A leaf with a face. */
export const sticker = () => drawn(256, 256, (draw) => {
  draw.fillStyle = "#7bb661";
  draw.beginPath();
  draw.moveTo(128, 20);
  draw.bezierCurveTo(250, 70, 240, 210, 128, 238);
  draw.bezierCurveTo(16, 210, 6, 70, 128, 20);
  draw.fill();
  draw.strokeStyle = draw.fillStyle = "#2d4a22";
  draw.lineWidth = 8;
  draw.lineCap = "round";
  for (const x of [95, 161]) {
    draw.beginPath();
    draw.arc(x, 120, 9, 0, 7);
    draw.fill();
  }
  draw.beginPath();
  draw.arc(128, 140, 34, 0.4, 2.74);
  draw.stroke();
});
