import { OAuth2Client } from "google-auth-library";

/** Credentials that are a token and no more, so that no client looks for others. */
export function accessToken(): OAuth2Client {
  const credentials = new OAuth2Client();
  credentials.setCredentials({ access_token: "any" });
  return credentials;
}
