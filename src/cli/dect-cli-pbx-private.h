/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "dect-cli.h"
#include "pbx/dect-pbx-client.h"

G_BEGIN_DECLS

/* What every command towards a PBX needs. */
typedef struct
{
  char **words;
  char *profile_name;
  char *secrets_path;
  char *folder;
  char *pin;
  char *merge;
  char **accepted;       /* "RULE" or "RULE=REASON" */
  GPtrArray *overridden; /* nullable: those of them whose rules found errors */
  gint since;
  gboolean remove;
  gboolean apply;
  gboolean unguarded;
  gboolean take;
  gboolean json;
  gboolean changed; /* the site or its log must be saved */
  DectSite *site;
  DectSnapshot *snapshot;
  DectSecrets *secrets;
  DectPbxClient *client;
  JsonNode *document;
} DectCliLink;

void dect_cli_link_clear (DectCliLink *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DectCliLink, dect_cli_link_clear)

/* Reads the arguments, the site (n_files 1) or none (0), the secrets and the profile; FALSE after
 * having said why. */
gboolean
dect_cli_link_open (DectCliLink *self, char **arguments, guint n_files, DectExit *exit);

/* Asks the PBX what it can, and goes on with what fits it; says what went wrong. */
DectExit dect_cli_link_greet (DectCliLink *self);

/* Says the errors that block a push; whether there are none. */
gboolean dect_cli_link_may_push (DectCliLink *self);

gboolean dect_cli_link_is_accepted (DectCliLink *self, const char *rule);

/* Whether what the PBX cannot know may stay out of the document. */
DectPbxDocumentFlags dect_cli_link_flags (DectCliLink *self);

/* Makes the document of the site as it stands. */
gboolean
dect_cli_link_make_document (DectCliLink *self, DectPbxDocumentFlags flags, DectExit *exit);

/* The site's file, when there is something to save. */
DectExit dect_cli_link_save (DectCliLink *self);

/* Key under which the PBX has the gateway: that of the last push, else the document's. */
char *dect_cli_link_dup_pushed (DectCliLink *self);

/* MAC of the document's gateway, 12 hex digits. */
const char *dect_cli_link_gateway (DectCliLink *self);

/* The error's one line, and beside it on stdout what the PBX named, field by field. */
DectExit dect_cli_link_fail (DectCliLink *self, GError *error);

/* A difference as a list. */
void dect_cli_print_diff (const DectPbxDiff *diff);

/* Merges what the PBX has with the site and pushes the result; @error: (transfer full): the conflict */
DectExit dect_cli_link_merge (DectCliLink *self, GError *error);

/* Pushes the document against @base (NULL = what the last push left) and notes it in the log, which
 * is not saved; NULL with @error set. */
DectPbxPushResult *
dect_cli_link_push (DectCliLink *self, const char *base, GError **error);

/* What is said and saved when a push came to its end. */
DectExit dect_cli_link_end_push (DectCliLink *self, const DectPbxPushResult *result);

/* Commands of other files. */
DectExit dect_cli_pbx_trust (char **arguments);
DectExit dect_cli_pbx_gateways (char **arguments);
DectExit dect_cli_pbx_users (char **arguments);
DectExit dect_cli_pbx_journal (char **arguments);
DectExit dect_cli_pbx_checklist (char **arguments);

G_END_DECLS
