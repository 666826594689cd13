// Made by `npm run build:assets` from workwell.scss and client.js. Do not edit.
export const styleSheet = "/assets/workwell-fd1ec8f89911ad84.css";
export const script = "/assets/workwell-eaef4ad797e76433.js";
