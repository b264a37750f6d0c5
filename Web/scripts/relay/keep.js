// What a reload of the page must not lose (PROTOCOL.md § 7), and no longer than the session.
const store = "keys";

function database() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("acompanya-relay", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(store);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

async function withStore(mode, use) {
  const base = await database();
  try {
    return await new Promise((resolve, reject) => {
      const asking = use(base.transaction(store, mode).objectStore(store));
      asking.onsuccess = () => resolve(asking.result);
      asking.onerror = () => reject(asking.error);
    });
  } finally {
    base.close();
  }
}

const range = (session) => IDBKeyRange.bound(`${session}:`, `${session}:\uffff`);

/** Facts in this tab only: the token, one's number, the code shown to the citizen. */
export const facts = {
  read: (session) => JSON.parse(sessionStorage.getItem(`remote:${session}`) ?? "{}"),
  change(session, changes) {
    sessionStorage.setItem(`remote:${session}`, JSON.stringify({ ...this.read(session), ...changes }));
  },
  forget: (session) => sessionStorage.removeItem(`remote:${session}`),
};

/** The keys agreed with each person; the browser keeps them but shows them to nobody. */
export const keptKeys = {
  async read(session, mine) {
    try {
      const pairs = new Map();
      const found = await withStore("readonly", (keys) => keys.getAll(range(session)));
      for (const { me, other, ...keys } of found) if (me === mine) pairs.set(other, keys);
      return pairs;
    } catch {
      return new Map();
    }
  },
  async put(session, me, other, keys) {
    try {
      await withStore("readwrite", (all) => all.put({ me, other, ...keys }, `${session}:${me}:${other}`));
    } catch {
      // A private window keeps nothing; after a reload the digits are compared again.
    }
  },
  async forget(session) {
    try { await withStore("readwrite", (keys) => keys.delete(range(session))); } catch { /* nothing kept */ }
  },
};
