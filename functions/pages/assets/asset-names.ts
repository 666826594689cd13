// Made by `npm run build:assets` from workwell.scss and client.js. Do not edit.
export const styleSheet = "/assets/workwell-1606a965c17d4402.css";
export const script = "/assets/workwell-eaef4ad797e76433.js";
