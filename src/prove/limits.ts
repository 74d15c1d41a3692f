/** Time for each real program unless told, seconds: long enough for a wait of 30 s for a dead port and what comes after it. */
export const PROVE_SECONDS = 60;
