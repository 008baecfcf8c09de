// What is for the eye: charts with their figures in words, and motion: `node --test`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at } from './hands.mjs';

test('charts have a scale with numbers, and the same figures as a table, by keys', () =>
  at('overview.normal', async (page) => {
    const runs = page.getByRole('figure', { name: /^Writes per run, the last 48 runs/ });
    await runs.getByText('600', { exact: true }).waitFor();
    await runs.getByText('As a table').focus();
    await page.keyboard.press('Enter');
    await runs.getByRole('row', { name: '14:05 214 12' }).waitFor();
    assert.equal(await runs.getByRole('row').count(), 1 + 48);
    const calls = page.getByRole('figure', { name: /^Our calls per day/ });
    await calls.getByText('As a table').focus();
    await page.keyboard.press('Enter');
    await calls.getByRole('row', { name: /^23 Nov / }).waitFor();
  }));

test('the chart of the list of runs goes with the table below it', () =>
  at('runs.normal', async (page) => {
    const chart = page.getByRole('figure', { name: /^Writes per run/ });
    await chart.getByText('The table below has the same figures').waitFor();
    await page.getByRole('row', { name: /^14:05 pass .* 214 12/ }).waitFor();
  }));

/** What moves on a screen: elements whose change takes time, and what is moving just now. */
const moving = (page) =>
  page.evaluate(() => {
    const lasts = (durations) =>
      durations.split(',').some((it) => Number.parseFloat(it) * (it.includes('ms') ? 1 : 1000) > 1);
    const slow = [...document.querySelectorAll('*')].filter((it) => {
      const { transitionDuration, animationDuration } = window.getComputedStyle(it);
      return lasts(transitionDuration) || lasts(animationDuration);
    });
    const going = document
      .getAnimations()
      .filter((it) => Number(it.effect?.getComputedTiming().duration) > 1);
    return slow.length + going.length;
  });

for (const scene of ['settings.normal', 'preview.normal', 'overview.running']) {
  test(`where little motion is wanted nothing moves: ${scene}`, () =>
    at(scene, async (page) => {
      try {
        await page.emulateMedia({ reducedMotion: 'no-preference' });
        assert.ok((await moving(page)) > 0, 'what moves is seen by this test');
        await page.emulateMedia({ reducedMotion: 'reduce' });
        assert.equal(await moving(page), 0);
        await page.keyboard.press('Control+k');
        await page.getByRole('dialog').waitFor();
        assert.equal(await moving(page), 0);
      } finally {
        await page.emulateMedia({ reducedMotion: null });
      }
    }));
}

test('a switch goes over at once where little motion is wanted', () =>
  at('optout.normal', async (page) => {
    try {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.getByRole('switch').first().press('Space');
      assert.equal(await moving(page), 0);
    } finally {
      await page.emulateMedia({ reducedMotion: null });
    }
  }));
