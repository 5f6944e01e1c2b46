/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "omm/dect-omm-reader.h"

G_BEGIN_DECLS

/**
 * DectOmmSource:
 * @kind: %DECT_KIND_RFP or %DECT_KIND_HANDSET
 * @n_records: how many it has
 * @fields: (array length=n_fields): ids of the fields it may tell, as in #DectOmmColumn
 * @n_fields: how many
 * @get_value: text of a field of a record; %NULL when it does not tell it
 * @dup_key: what the OMM knows the record by, as dect_omm_record_key()
 * @data: for both
 *
 * Records to take over into a site: those of an import file, or of a running OMM.
 */
typedef struct
{
  DectKind           kind;
  guint              n_records;
  const char *const *fields;
  guint              n_fields;
  const char *(*get_value) (gconstpointer data,
                            guint         i,
                            const char   *field);
  char *(*dup_key) (gconstpointer data,
                    guint         i);
  gconstpointer data;
} DectOmmSource;

/* Takes the records over in the open step of the site's history, as dect_omm_file_merge() says; adds to what stands in @result. */
void dect_omm_merge_source (DectSite            *site,
                            const DectOmmSource *source,
                            DectSecrets         *secrets,
                            DectOmmMerge        *result);

G_END_DECLS
