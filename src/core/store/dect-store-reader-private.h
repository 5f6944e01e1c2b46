/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "store/dect-json-scan.h"
#include "store/dect-store.h"

G_BEGIN_DECLS

/**
 * DectStoreReader:
 * @entry: name of the JSON text in the file, for messages
 * @scan: where reading stands
 * @lines_before: of a part of the text: how many lines stand before it, for messages
 *
 * What reading site.json and log.json have in common: errors of our domain that name entry and
 * line. Once dect_store_reader_open() has gone through the whole text, the scanner cannot fail any
 * more, but is asked all the same.
 */
typedef struct
{
  const char  *entry;
  DectJsonScan scan;
  guint        lines_before;
} DectStoreReader;

/**
 * dect_store_reader_open:
 * @self: a reader with its entry set
 * @json: the text
 * @max_bytes: how large it may be
 * @format: the word its member `format` must have
 * @error: return location, #DECT_STORE_ERROR
 *
 * Checks that the text is JSON within the bounds, and format and version wherever they stand,
 * before anything else is looked at. Then stands on the opening brace.
 *
 * Returns: whether it can be read
 */
gboolean dect_store_reader_open (DectStoreReader *self,
                                 GBytes          *json,
                                 gsize            max_bytes,
                                 const char      *format,
                                 GError         **error);

/** dect_store_reader_next: goes to the next token. Returns: whether there is one */
gboolean dect_store_reader_next (DectStoreReader *self,
                                 GError         **error);

/**
 * dect_store_reader_expect:
 * goes to the next token, which has to be @token; @reason: the sentence when it is not
 */
gboolean dect_store_reader_expect (DectStoreReader *self,
                                   DectJsonToken    token,
                                   const char      *reason,
                                   GError         **error);

/** dect_store_reader_skip: goes to the end of the value or member it stands on */
gboolean dect_store_reader_skip (DectStoreReader *self,
                                 GError         **error);

/** dect_store_reader_append: appends the value, or the key's value, to @out and goes to its end */
gboolean dect_store_reader_append (DectStoreReader *self,
                                   GString         *out,
                                   GError         **error);

/**
 * dect_store_reader_time:
 * reads the next token as "2026-01-31T12:34:56Z", in that form only; seconds since 1970, UTC
 */
gboolean dect_store_reader_time (DectStoreReader *self,
                                 gint64          *seconds,
                                 GError         **error);

/** dect_store_reader_fail: sets the error, entry and line before the sentence. Returns: %FALSE */
gboolean dect_store_reader_fail (DectStoreReader *self,
                                 DectStoreError   code,
                                 GError         **error,
                                 const char      *format,
                                 ...) G_GNUC_PRINTF (4, 5);

G_END_DECLS
