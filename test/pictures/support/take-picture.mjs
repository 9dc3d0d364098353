import { indexedPng } from "./shrink-png.mjs";

/** Gives the pixels of a PNG, which a browser knows how to read. */
const readPixels = async (address) => {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  let text = "";
  for (let start = 0; start < data.length; start += 0x8000)
    text += String.fromCharCode(...data.subarray(start, start + 0x8000));
  return { width: image.width, height: image.height, pixels: btoa(text) };
};

/** A page as a small PNG: one element of it where that is named, else what the window shows. */
export async function takePicture(browser, html, { width, height, element }) {
  const page = await browser.newPage({ viewport: { width, height } });
  await page.setContent(html);
  const shot = await (element === undefined ? page : page.locator(element)).screenshot();
  await page.close();
  const blank = await browser.newPage();
  const read = await blank.evaluate(readPixels, `data:image/png;base64,${shot.toString("base64")}`);
  await blank.close();
  return indexedPng(read.width, read.height, Buffer.from(read.pixels, "base64"));
}
