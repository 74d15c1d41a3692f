/** Redirects a Go program follows before it gives up (golang/go `net/http/client.go`: defaultCheckRedirect). */
export const GO_REDIRECTS = 10;
