/** A pilot area as everything that names one needs it; its rules are in areas/<id>.json. */
export interface AreaName {
  readonly id: string;
  readonly name: string;
  /** ODS code of the integrated care board whose footprint was the area when the pilot began. */
  readonly icbAtLaunch: string;
}

/** The 15 pilot areas, light enough for every bundle; a test holds them equal to areas/<id>.json. */
export const areaNames: readonly AreaName[] = [
  { id: "birmingham-and-solihull", name: "Birmingham and Solihull", icbAtLaunch: "QHL" },
  { id: "black-country", name: "Black Country", icbAtLaunch: "QUA" },
  {
    id: "bristol-north-somerset-south-gloucestershire",
    name: "Bristol, North Somerset and South Gloucestershire",
    icbAtLaunch: "QUY",
  },
  { id: "cambridgeshire-and-peterborough", name: "Cambridgeshire and Peterborough", icbAtLaunch: "QUE" },
  { id: "cornwall-and-isles-of-scilly", name: "Cornwall and the Isles of Scilly", icbAtLaunch: "QT6" },
  { id: "coventry-and-warwickshire", name: "Coventry and Warwickshire", icbAtLaunch: "QWU" },
  { id: "frimley", name: "Frimley", icbAtLaunch: "QNQ" },
  { id: "greater-manchester", name: "Greater Manchester", icbAtLaunch: "QOP" },
  { id: "herefordshire-and-worcestershire", name: "Herefordshire and Worcestershire", icbAtLaunch: "QGH" },
  { id: "lancashire-and-south-cumbria", name: "Lancashire and South Cumbria", icbAtLaunch: "QE1" },
  {
    id: "leicester-leicestershire-and-rutland",
    name: "Leicester, Leicestershire and Rutland",
    icbAtLaunch: "QK1",
  },
  { id: "north-central-london", name: "North Central London", icbAtLaunch: "QMJ" },
  { id: "north-west-london", name: "North West London", icbAtLaunch: "QRV" },
  { id: "south-yorkshire", name: "South Yorkshire", icbAtLaunch: "QF7" },
  { id: "surrey-heartlands", name: "Surrey Heartlands", icbAtLaunch: "QXU" },
];
