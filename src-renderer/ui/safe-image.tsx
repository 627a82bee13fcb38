import { IconPhoto } from '@tabler/icons-react';
import { useState } from 'react';
import { shownPicture } from '#common/sample-picture.ts';
import classes from './safe-image.module.css';

/**
 * A product's picture at a fixed size. Only `https:` and `data:` addresses are followed, without telling the other side
 * where the request comes from; the sample shop's are drawn here. Whatever cannot be shown leaves a quiet placeholder. A
 * drawing (SVG) in an <img> neither runs scripts nor reads anything from elsewhere (w3.org/TR/SVG2, 2.2.2 secure static mode).
 */
export function SafeImage({
  url,
  size,
}: {
  readonly url: string | null;
  readonly size: number;
}): React.ReactNode {
  const [failed, setFailed] = useState<string | null>(null);
  const shown = url !== null && url !== failed && isAllowed(url);
  return (
    <span className={classes['frame']} style={{ width: size, height: size }}>
      {shown ? (
        <img
          src={shownPicture(url)}
          alt=""
          width={size}
          height={size}
          loading="lazy"
          decoding="async"
          referrerPolicy="no-referrer"
          onError={() => setFailed(url)}
        />
      ) : (
        <IconPhoto size={Math.round(size * 0.55)} stroke={1.5} aria-hidden="true" />
      )}
    </span>
  );
}

/** A shop whose own address is not in its database has pictures by path alone: there is nowhere to look for those. */
function isAllowed(url: string): boolean {
  return URL.parse(url)?.protocol === 'https:' || /^data:image\/(png|jpeg|webp|gif|svg\+xml)[;,]/.test(url);
}
