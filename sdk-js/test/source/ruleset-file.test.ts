import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeEach, describe, it } from "node:test";
import { fileStorage } from "../../src/platform/file-storage.js";
import type { Storage } from "../../src/platform/platform.js";
import { readRulesetFile, writeRulesetFile } from "../../src/source/ruleset-file.js";

const FLAGS = { "checkout-v2": { enabled: true } };

describe("the file of the last ruleset", () => {
  let directory: string;
  let storage: Storage;

  beforeEach(() => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), "firstlight-"));
    storage = fileStorage(directory, "a");
  });

  const write = (epoch: number, revision: number, flags: object = FLAGS) =>
    writeRulesetFile(storage, { epoch, revision, flags });
  const position = () => {
    const { epoch, revision } = readRulesetFile(storage) ?? {};
    return [epoch, revision];
  };

  it("keeps the newer one, whichever process comes last", async () => {
    assert.equal(await write(1, 3), true);
    assert.equal(await write(1, 2), false);
    assert.equal(await write(1, 3), true);
    assert.deepEqual(position(), [1, 3]);
    assert.equal(await write(2, 1), true);
    assert.deepEqual(position(), [2, 1]);
  });

  it("is not replaced by one without flags", async () => {
    assert.equal(await write(1, 3), true);
    assert.equal(await write(1, 4, {}), false);
    assert.deepEqual(position(), [1, 3]);
  });

  it("is replaced by any where it is not whole", async () => {
    await write(1, 3);
    const [name = ""] = fs.readdirSync(directory);
    fs.truncateSync(path.join(directory, name), 70);
    assert.equal(await write(1, 1), true);
    assert.deepEqual(position(), [1, 1]);
  });

  it("ends with the latest when several clients write at once, and nothing is left beside it", async () => {
    const revisions = [5, 8, 2, 7, 1, 4, 6, 3];
    await Promise.all(
      revisions.map((revision) =>
        writeRulesetFile(fileStorage(directory, "a"), { epoch: 1, revision, flags: FLAGS }),
      ),
    );
    assert.deepEqual(position(), [1, 8]);
    assert.equal(fs.readdirSync(directory).length, 1);
  });

  it("waits for another writer, and not for one that was killed", async () => {
    await write(1, 3);
    const mark = path.join(directory, "a.ruleset.lock");
    fs.writeFileSync(mark, "");
    setTimeout(() => fs.rmSync(mark), 300);
    const began = performance.now();
    assert.equal(await write(1, 4), true);
    assert.ok(performance.now() - began > 290);
    fs.writeFileSync(mark, "");
    assert.equal(await write(1, 5), true);
    assert.deepEqual(position(), [1, 5]);
    assert.equal(fs.existsSync(mark), false);
  });
});
