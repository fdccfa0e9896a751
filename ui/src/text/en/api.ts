export const apiText = {
  client: {
    answered: (status: number) => `The server answered ${status}`,
    noConnection: "No connection",
    notReached: "The server cannot be reached. Nothing was changed.",
  },
};
