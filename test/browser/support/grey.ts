import type { Page } from 'playwright-core';

/** How far the greys of a picture spread: standard deviation of its brightness, 0 to 127. The edge is left out. */
export async function spreadOfGrey(page: Page, png: Buffer): Promise<number> {
  const spread = await page.evaluate(`(async () => {
    const image = new Image();
    image.src = 'data:image/png;base64,${png.toString('base64')}';
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width - 6;
    canvas.height = image.height - 6;
    const drawing = canvas.getContext('2d');
    drawing.drawImage(image, -3, -3);
    const { data } = drawing.getImageData(0, 0, canvas.width, canvas.height);
    const greys = [];
    for (let at = 0; at < data.length; at += 4) greys.push(0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2]);
    const mean = greys.reduce((sum, grey) => sum + grey, 0) / greys.length;
    return Math.sqrt(greys.reduce((sum, grey) => sum + (grey - mean) ** 2, 0) / greys.length);
  })()`);
  await page.close();
  return Number(spread);
}
