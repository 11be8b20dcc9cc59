/** Ends this worker when what its tasks wrote has been passed on: an exit would throw the rest away. */
export async function leave(): Promise<void> {
  await Promise.all([process.stdout, process.stderr].map(passedOn));
  process.exit();
}

function passedOn(stream: NodeJS.WritableStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
