/**
 * Renews the sign-in without the page; false if it is over. Of several tabs one at a time does it, as in sign-in-again.js: a
 * refresh token that comes twice ends the sign-in.
 */
export function renew() {
  const ask = async () => {
    const answer = await fetch("/api/account/token/refresh", { method: "POST", credentials: "same-origin", cache: "no-store" });
    return answer.ok;
  };
  return navigator.locks ? navigator.locks.request("firstring-sign-in", ask) : ask();
}
