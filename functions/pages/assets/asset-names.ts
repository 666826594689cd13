// Made by `npm run build:assets` from workwell.scss and client.js. Do not edit.
export const styleSheet = "/assets/workwell-a0622d2dbf7197e0.css";
export const script = "/assets/workwell-eaef4ad797e76433.js";
