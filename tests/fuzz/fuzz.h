/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "model/dect-site.h"

G_BEGIN_DECLS

/*
 * One function for each reader of foreign bytes. The same functions are run by libFuzzer (fuzz-main.c, `./dev fuzz`), which looks for
 * inputs that nobody thought of, and by a test (fuzz-replay.c), which runs the inputs of tests/fuzz/corpus and some thousand others made
 * from them, always the same ones.
 */

/**
 * DectFuzzFunc:
 * @data: anything
 * @size: its bytes
 *
 * Reads the bytes, and where the reader took them holds it to what it promises: what was read can be written, and read again to the same.
 * Ends the program where it breaks a promise. Keeps nothing.
 */
typedef void (*DectFuzzFunc) (const guint8 *data,
                              gsize         size);

/**
 * DectFuzzTarget:
 * @name: folder below tests/fuzz/corpus, and argument of `./dev fuzz`
 * @func: what reads
 * @n_mutations: how many made-up inputs the replay takes: fewer where one takes long
 */
typedef struct
{
  const char  *name;
  DectFuzzFunc func;
  guint        n_mutations;
} DectFuzzTarget;

/** dect_fuzz_targets: Returns: (array length=n_targets) (transfer none): all of them */
const DectFuzzTarget *dect_fuzz_targets (guint *n_targets);

/** dect_fuzz_init: no data of the user's own, no locale; each warning of GLib ends the program. Before any target is run */
void dect_fuzz_init (void);

/** dect_fuzz_text: Returns: (transfer full): the bytes up to the first zero, so that every text is one that a person could have given */
char *dect_fuzz_text (const guint8 *data,
                      gsize         size);

/** dect_fuzz_site: Returns: (transfer none): a small site with one of everything, to read into */
DectSnapshot *dect_fuzz_site (void);

/** dect_fuzz_assert_equal: ends the program, showing both, where the bytes differ; @what: what they are */
void dect_fuzz_assert_equal (GBytes     *before,
                             GBytes     *after,
                             const char *what);

void dect_fuzz_axi (const guint8 *data, gsize size);
void dect_fuzz_axi_profile (const guint8 *data, gsize size);
void dect_fuzz_backup (const guint8 *data, gsize size);
void dect_fuzz_boot (const guint8 *data, gsize size);
void dect_fuzz_csv (const guint8 *data, gsize size);
void dect_fuzz_guess (const guint8 *data, gsize size);
void dect_fuzz_identity (const guint8 *data, gsize size);
void dect_fuzz_json (const guint8 *data, gsize size);
void dect_fuzz_layout (const guint8 *data, gsize size);
void dect_fuzz_length (const guint8 *data, gsize size);
void dect_fuzz_log (const guint8 *data, gsize size);
void dect_fuzz_omm (const guint8 *data, gsize size);
void dect_fuzz_paste (const guint8 *data, gsize size);
void dect_fuzz_pbx_answer (const guint8 *data, gsize size);
void dect_fuzz_pbx_document (const guint8 *data, gsize size);
void dect_fuzz_pbx_profile (const guint8 *data, gsize size);
void dect_fuzz_plan (const guint8 *data, gsize size);
void dect_fuzz_salvage (const guint8 *data, gsize size);
void dect_fuzz_scan (const guint8 *data, gsize size);
void dect_fuzz_secrets (const guint8 *data, gsize size);
void dect_fuzz_site_json (const guint8 *data, gsize size);
void dect_fuzz_zip (const guint8 *data, gsize size);

G_END_DECLS
