/**
 * Renews the sign-in without the page; false if it is over. Of several tabs one at a time does it: a refresh token that comes
 * twice ends the sign-in, and the tab that waited sends the new one. For the same reason a renewal outlives the page that asked
 * for it: a new token that nobody was there to keep would be lost.
 */
export function renew() {
  const ask = async () => {
    const answer = await fetch("/api/account/token/refresh", {
      method: "POST",
      credentials: "same-origin",
      cache: "no-store",
      keepalive: true,
    });
    return answer.ok;
  };
  return navigator.locks ? navigator.locks.request("firstring-sign-in", ask) : ask();
}
