import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { IconCamera } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** As far as it is used here; not in TypeScript's DOM types yet. */
interface Detector {
  detect: (from: HTMLVideoElement) => Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorClass = new (options: { readonly formats: readonly string[] }) => Detector;

const detectorClass = (): DetectorClass | undefined =>
  (globalThis as { readonly BarcodeDetector?: DetectorClass }).BarcodeDetector;

/** Whether this browser reads codes by camera; others type. `mediaDevices` is missing where the page came without TLS. */
export const canScan = (): boolean =>
  detectorClass() !== undefined && (navigator.mediaDevices as MediaDevices | undefined) !== undefined;

const LOOK_MS = 200;

/** Looks through the camera until there is a QR code. */
export function ScanCode({ onFound }: { readonly onFound: (text: string) => void }) {
  const { t } = useTranslation('volunteer');
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        size="md"
        variant="default"
        leftSection={<IconCamera size={20} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t('checkIn.scan')}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('checkIn.scanTitle')}
        centered
        closeButtonProps={{ 'aria-label': t('checkIn.scanClose') }}
      >
        {opened && (
          <Camera
            onFound={(text) => {
              setOpened(false);
              onFound(text);
            }}
            onClose={() => setOpened(false)}
          />
        )}
      </Modal>
    </>
  );
}

function Camera({
  onFound,
  onClose,
}: {
  readonly onFound: (text: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('volunteer');
  const picture = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  const found = useRef(onFound);
  useEffect(() => {
    found.current = onFound;
  });
  useEffect(() => {
    let over = false;
    let stream: MediaStream | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const begin = async () => {
      const Found = detectorClass();
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      const video = picture.current;
      if (over || video === null || Found === undefined) {
        for (const track of stream.getTracks()) track.stop();
        return;
      }
      video.srcObject = stream;
      await video.play();
      const detector = new Found({ formats: ['qr_code'] });
      const look = async () => {
        const [code] = await detector.detect(video);
        if (over) return;
        if (code === undefined) timer = setTimeout(() => void look().catch(() => setFailed(true)), LOOK_MS);
        else found.current(code.rawValue);
      };
      await look();
    };
    // No camera, or whoever holds the telephone does not allow it: the code can be typed.
    begin().catch(() => {
      if (!over) setFailed(true);
    });
    return () => {
      over = true;
      clearTimeout(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);
  return (
    <Stack>
      {failed ? (
        <Text role="alert">{t('checkIn.noCamera')}</Text>
      ) : (
        <>
          <video
            ref={picture}
            muted
            playsInline
            aria-label={t('checkIn.scanTitle')}
            style={{ width: '100%', borderRadius: 12, background: '#000', minHeight: 200 }}
          />
          <Text size="sm" c="dimmed">
            {t('checkIn.scanHint')}
          </Text>
        </>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('checkIn.scanType')}
        </Button>
      </Group>
    </Stack>
  );
}
