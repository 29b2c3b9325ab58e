/** The least page that this build can have: only in the build of the bench `pages`. */
export default function Hello() {
  return <h1>Hello, world</h1>;
}
