import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { PALETTE_COOKIE, readPalette, readTheme, THEME_COOKIE } from "@/components/shell/theme";
import { Toaster } from "@/components/ui/toast";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "RushTrade", template: "%s · RushTrade" },
  description:
    "Direct access trading for self-directed investors: you see the route, the fee and the price improvement of every fill.",
  applicationName: "RushTrade",
  manifest: "/manifest.webmanifest",
  icons: {
    icon: [
      { url: "/icon.svg", type: "image/svg+xml" },
      { url: "/favicon.ico", sizes: "32x32" },
    ],
    apple: "/apple-icon.png",
  },
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

const GROUND = { light: "#f6f6f3", dark: "#0b0e12" };

/** The browser's own frame takes the colour of the page's ground, as the reader chose it. */
export async function generateViewport(): Promise<Viewport> {
  const theme = readTheme((await cookies()).get(THEME_COOKIE)?.value);
  return {
    width: "device-width",
    initialScale: 1,
    viewportFit: "cover",
    themeColor:
      theme === "system"
        ? [
            { media: "(prefers-color-scheme: light)", color: GROUND.light },
            { media: "(prefers-color-scheme: dark)", color: GROUND.dark },
          ]
        : GROUND[theme],
  };
}

/** Theme and palette come from cookies, so the first paint is already right and no script has to mend it. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const jar = await cookies();
  return (
    <html
      lang="en"
      data-theme={readTheme(jar.get(THEME_COOKIE)?.value)}
      data-palette={readPalette(jar.get(PALETTE_COOKIE)?.value)}
    >
      <body>
        {children}
        <Toaster />
      </body>
    </html>
  );
}
