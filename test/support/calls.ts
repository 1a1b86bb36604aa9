/** The address of one of the sandbox's recordings, such as "support". */
export const recording = (name: string) => `https://recordings.example.com/${name}-call.mp3`;
