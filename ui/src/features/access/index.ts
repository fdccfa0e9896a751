export { LoginPage } from "./login-page";
export { SetupPage } from "./setup-page";
export { SignInLinkPage } from "./sign-in-link-page";
