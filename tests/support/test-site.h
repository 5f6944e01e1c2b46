/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-snapshot.h"

G_BEGIN_DECLS

/** test_init: g_test_init() with nothing of the user's own in reach (data files under ~/.config) */
void test_init (int    *argc,
                char ***argv);

/**
 * test_record_set:
 * @record: a record that is still the caller's
 * @pairs: fields and values, "name=Lab|mac=00:30:42:00:00:01|floor=#3"; "#3" is a reference to the record with id 3
 *
 * An unknown field or a value that is not taken ends the test.
 */
void test_record_set (DectRecord *record,
                      const char *pairs);

/** test_site_add: Returns: id of a new record of @kind with @pairs, as test_record_set() */
guint32 test_site_add (DectSnapshotBuilder *builder,
                       DectKind             kind,
                       const char          *pairs);

/** test_site_add_with: test_site_add() with values put into the pairs */
guint32 test_site_add_with (DectSnapshotBuilder *builder, DectKind kind, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/** test_data_bytes: Returns: (transfer full): bytes of a file below tests/data/; the test ends when it is not there */
GBytes *test_data_bytes (const char *path);

/** test_assert_text: ends the test, showing both, when @bytes are not @expected */
void test_assert_text (GBytes     *bytes,
                       const char *expected);

/**
 * test_german_locale:
 *
 * Makes the locale de_DE.UTF-8 by localedef, since none may be installed, and has the C library look for locales there.
 *
 * Returns: whether there is one; else the test is skipped
 */
gboolean test_german_locale (void);

G_END_DECLS
