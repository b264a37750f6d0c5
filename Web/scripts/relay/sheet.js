// The sheet on how a computer is shared. Its facts stand behind the #, which no server is sent.
export const sheetAddress = (path, { form, id = "", host, port, until }) =>
  `${path}#${new URLSearchParams({ form, id, host, port, until })}`;
