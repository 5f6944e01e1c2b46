/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "model/dect-change-list.h"
#include "model/dect-site.h"
#include "omm/dect-omm-layout.h"
#include "store/dect-secrets.h"

G_BEGIN_DECLS

/** DECT_OMM_MAX_BYTES: largest file the reader takes */
#define DECT_OMM_MAX_BYTES (4 * 1024 * 1024)
/** DECT_OMM_MAX_LINES: most lines the reader takes */
#define DECT_OMM_MAX_LINES 50000

/**
 * DectOmmProblem:
 * @line: line in the file, from 1
 * @column: character in that line, from 1
 * @field: (nullable): id of the field it is about
 * @text: one translated sentence; never the value of a secret
 *
 * A line that was not taken, and why.
 */
typedef struct
{
  guint       line;
  guint       column;
  const char *field;
  char       *text;
} DectOmmProblem;

/**
 * DectOmmFile:
 *
 * What stands in an import file, read by a layout: its good records, with the instructions worked in, and its
 * problems. Immutable, boxed, counted; it may hold access codes and SIP passwords, which are wiped when it is freed.
 */
#define DECT_TYPE_OMM_FILE (dect_omm_file_get_type ())
GType dect_omm_file_get_type (void) G_GNUC_CONST;

typedef struct _DectOmmFile DectOmmFile;

DectOmmFile *dect_omm_file_ref   (DectOmmFile *self);
void         dect_omm_file_unref (DectOmmFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectOmmFile, dect_omm_file_unref)

/**
 * dect_omm_read:
 * @bytes: a file; nothing in it is trusted
 * @layout: which column is what
 * @error: return location, %DECT_OMM_ERROR_TOO_LARGE, %DECT_OMM_ERROR_ENCODING, %DECT_OMM_ERROR_NO_SEQUENCE
 *
 * Lines end at CR, LF or CRLF; "#" at the start of a line is a comment; blanks around ";" and "=" are dropped; tags and the
 * key word in any case; a byte order mark is passed over. Instructions fill fields that a record leaves empty. A record with
 * a wrong or missing identity, a value that its field does not take, more fields than the layout has columns, a "#"
 * inside, or an identity that stood there before is left out and becomes a problem.
 *
 * Any thread.
 *
 * Returns: (transfer full): what could be read
 */
DectOmmFile *dect_omm_read (GBytes              *bytes,
                            const DectOmmLayout *layout,
                            GError             **error);

/** dect_omm_file_get_layout: Returns: (transfer none): what it was read with */
const DectOmmLayout *dect_omm_file_get_layout    (const DectOmmFile *self);

/** dect_omm_file_get_n_records: Returns: how many records were taken */
guint                dect_omm_file_get_n_records (const DectOmmFile *self);

/** dect_omm_file_get_value: Returns: (nullable): text of @field in record @i as read; identities in their canonical form; %NULL
 * when empty */
const char *dect_omm_file_get_value (const DectOmmFile *self,
                                     guint              i,
                                     const char        *field);

/** dect_omm_file_get_line: Returns: line of record @i in the file, from 1 */
guint dect_omm_file_get_line (const DectOmmFile *self,
                              guint              i);

/** dect_omm_file_dup_key: Returns: (transfer full): key of record @i, as dect_omm_record_key() */
char *dect_omm_file_dup_key (const DectOmmFile *self,
                             guint              i);

/** dect_omm_file_get_problems: Returns: (transfer none) (element-type DectOmmProblem): what was not taken, by line */
GPtrArray *dect_omm_file_get_problems (const DectOmmFile *self);

/**
 * DectOmmMerge:
 * @added: records that are new
 * @updated: records that were there and changed
 * @unchanged: records that were there as they are in the file
 * @places: buildings and floors made for names that the site did not know
 *
 * What dect_omm_file_merge() did.
 */
typedef struct
{
  guint added;
  guint updated;
  guint unchanged;
  guint places;
} DectOmmMerge;

/**
 * dect_omm_file_merge:
 * @self: a file
 * @site: the site to bring up to date; no history step open
 * @secrets: (nullable): takes access codes and SIP passwords of handsets with an IPEI; without it they are dropped
 * @merge: (out) (optional): what happened
 *
 * Takes the records over in one step of the history. A base station is known by its MAC; a handset by its IPEI, else by its number
 * (where one of both has no IPEI). An empty field changes nothing. Unknown buildings and floors are made, levels counted upwards;
 * a base station whose floor changes loses its place on the plan. New base stations are numbered on. Main thread.
 *
 * Returns: whether the plan changed
 */
gboolean dect_omm_file_merge (DectOmmFile  *self,
                              DectSite     *site,
                              DectSecrets  *secrets,
                              DectOmmMerge *merge);

/**
 * dect_omm_file_preview:
 * @self: a file
 * @snapshot: the site as it stands
 * @merge: (out) (optional): how many would be new, changed and unchanged
 *
 * Tries dect_omm_file_merge() on a copy that nobody else sees, so that both cannot differ. Any thread.
 *
 * Returns: (transfer full) (element-type DectChangeEntry): what dect_omm_file_merge() would change, secrets apart
 */
GPtrArray *dect_omm_file_preview (DectOmmFile  *self,
                                  DectSnapshot *snapshot,
                                  DectOmmMerge *merge);

/** dect_omm_file_count_secrets: Returns: how many access codes and SIP passwords dect_omm_file_merge() would hand to the secrets */
guint dect_omm_file_count_secrets (const DectOmmFile *self);

G_END_DECLS
