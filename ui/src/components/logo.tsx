/** The sun on the horizon. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <defs>
        <linearGradient id="dawn" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#f7b955" />
          <stop offset="1" stopColor="#e2553d" />
        </linearGradient>
      </defs>
      <rect width="32" height="32" rx="8" fill="#1f2437" />
      <path d="M7 20a9 9 0 0 1 18 0z" fill="url(#dawn)" />
      <path d="M4.500 23.250h23" stroke="#f7b955" strokeWidth="1.800" strokeLinecap="round" />
    </svg>
  );
}
