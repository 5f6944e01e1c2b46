/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * DECT_SECRETS_ERROR:
 *
 * Why a file of secrets is not taken; codes are #DectSecretsError. No sentence repeats anything
 * that stands in the file.
 */
#define DECT_SECRETS_ERROR (dect_secrets_error_quark ())
GQuark dect_secrets_error_quark (void);

/**
 * DectSecretsError:
 * @DECT_SECRETS_ERROR_OPEN: not there, or not readable
 * @DECT_SECRETS_ERROR_NOT_REGULAR: a folder, device or pipe
 * @DECT_SECRETS_ERROR_OWNER: belongs to another user
 * @DECT_SECRETS_ERROR_PERMISSIONS: others may read or write it; it must be 0600 or stricter
 * @DECT_SECRETS_ERROR_SIZE: larger than #DECT_SECRETS_MAX_BYTES
 * @DECT_SECRETS_ERROR_SYNTAX: not JSON
 * @DECT_SECRETS_ERROR_FORM: JSON of another form than the one below
 */
typedef enum
{
  DECT_SECRETS_ERROR_OPEN,
  DECT_SECRETS_ERROR_NOT_REGULAR,
  DECT_SECRETS_ERROR_OWNER,
  DECT_SECRETS_ERROR_PERMISSIONS,
  DECT_SECRETS_ERROR_SIZE,
  DECT_SECRETS_ERROR_SYNTAX,
  DECT_SECRETS_ERROR_FORM,
} DectSecretsError;

/** DECT_SECRETS_MAX_BYTES: size of a file of secrets; 4096 handsets need about 500 kB */
#define DECT_SECRETS_MAX_BYTES (4 * 1024 * 1024)

/** DECT_SECRETS_SITE: scope of what belongs to the site */
#define DECT_SECRETS_SITE "site"

/* Keys in the scope of the site. */
#define DECT_SECRETS_OMM_PASSWORD "omm-password" /* of the user omm_user at the OMM */
#define DECT_SECRETS_PBX_PASSWORD "pbx-password" /* of the PBX user of the connection profile */

/* Keys in the scope of a handset. */
#define DECT_SECRETS_AC "ac"                     /* DECT authentication code, subscribing */
#define DECT_SECRETS_SIP_PASSWORD "sip-password" /* of the handset's SIP user */

/**
 * DectSecrets:
 *
 * The secrets of one site: texts by scope and key. The scope is #DECT_SECRETS_SITE or a handset's
 * IPEI as #DectHandset.ipei has it (13 characters, or as typed where it is wrong). Boxed (copied as
 * a whole). One thread at a time; give another thread a copy. Memory of values is wiped when it is
 * freed.
 *
 * As a file (`--secrets`): JSON, UTF-8, mode 0600 or stricter, owned by the user who runs the
 * program:
 *
 * |[
 * {
 *   "site": { "omm-password": "...", "pbx-password": "..." },
 *   "handsets": {
 *     "0007701154842": { "ac": "...", "sip-password": "..." }
 *   }
 * }
 * ]|
 *
 * Both members may be missing; other members at the top are refused, other keys inside are kept.
 * IPEIs are understood in every spelling that dect_ipei_parse() knows.
 */
typedef struct _DectSecrets DectSecrets;

#define DECT_TYPE_SECRETS (dect_secrets_get_type ())
GType dect_secrets_get_type (void) G_GNUC_CONST;

/** dect_secrets_new: Returns: (transfer full): no secrets */
DectSecrets *dect_secrets_new (void);

/** dect_secrets_copy: Returns: (transfer full): the same secrets, for whom else needs them */
DectSecrets *dect_secrets_copy (const DectSecrets *self);

/** dect_secrets_free: wipes them */
void dect_secrets_free (DectSecrets *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectSecrets, dect_secrets_free)

/**
 * dect_secrets_get:
 * @self: (nullable): the secrets; %NULL has none
 * @scope: #DECT_SECRETS_SITE, or an IPEI
 * @key: "omm-password", "ac" ...
 *
 * Returns: (transfer none) (nullable): the secret, valid until it is set again; %NULL when there is
 * none
 */
const char *dect_secrets_get (const DectSecrets *self,
                              const char        *scope,
                              const char        *key);

/**
 * dect_secrets_set:
 * @self: the secrets
 * @scope: #DECT_SECRETS_SITE, or an IPEI
 * @key: "omm-password", "ac" ...
 * @value: (nullable): the secret; %NULL or "" forgets it
 */
void dect_secrets_set (DectSecrets *self,
                       const char  *scope,
                       const char  *key,
                       const char  *value);

/** dect_secrets_is_empty: @self: (nullable). Returns: whether there are none */
gboolean dect_secrets_is_empty (const DectSecrets *self);

/** dect_secrets_equal: Returns: whether both hold the same */
gboolean dect_secrets_equal (const DectSecrets *a,
                             const DectSecrets *b);

/** dect_secrets_merge: sets in @self everything that @other has */
void dect_secrets_merge (DectSecrets       *self,
                         const DectSecrets *other);

/** dect_secrets_remove: forgets everything of @scope */
void dect_secrets_remove (DectSecrets *self,
                          const char  *scope);

/**
 * dect_secrets_list_scopes:
 * Returns: (transfer full) (array zero-terminated=1): scopes with secrets, sorted by bytes
 */
char **dect_secrets_list_scopes (const DectSecrets *self);

/**
 * dect_secrets_list_keys:
 * Returns: (transfer full) (array zero-terminated=1): keys of @scope, sorted by bytes
 */
char **dect_secrets_list_keys (const DectSecrets *self,
                               const char        *scope);

/**
 * dect_secrets_load:
 * @path: the file
 * @error: return location, #DECT_SECRETS_ERROR
 *
 * Blocks; any thread.
 *
 * Returns: (transfer full): the secrets in it
 */
DectSecrets *dect_secrets_load (const char *path,
                                GError    **error);

/**
 * dect_secrets_save:
 * @self: the secrets
 * @path: the file
 * @error: return location, #GIOError
 *
 * Writes the file as dect_save_bytes() does, mode 0600; the same secrets always give the same
 * bytes. Blocks; any thread.
 *
 * Returns: whether it is written
 */
gboolean dect_secrets_save (const DectSecrets *self,
                            const char        *path,
                            GError           **error);

/**
 * dect_secrets_scope_to_text:
 * @self: the secrets
 * @scope: a scope
 *
 * Returns: (transfer full) (nullable): its keys and values as a JSON object in one line, for one
 * item of a keyring; %NULL   where there is nothing. Free it with dect_secrets_wipe().
 */
char *dect_secrets_scope_to_text (const DectSecrets *self,
                                  const char        *scope);

/**
 * dect_secrets_scope_from_text:
 * @self: the secrets
 * @scope: a scope
 * @text: what dect_secrets_scope_to_text() gave
 * @error: return location, #DECT_SECRETS_ERROR
 *
 * Adds them to @scope. On failure some may have been added.
 *
 * Returns: whether @text is right
 */
gboolean dect_secrets_scope_from_text (DectSecrets *self,
                                       const char  *scope,
                                       const char  *text,
                                       GError     **error);

/**
 * dect_secrets_stay_in_memory:
 *
 * No crash of this program from here on leaves its memory, and with it secrets, in a file: the system's core dumps are off for it
 * (setrlimit(2), RLIMIT_CORE; core(5)). The process stays open to the portals and to a debugger of its owner, other than with
 * PR_SET_DUMPABLE. For the beginning of main().
 */
void dect_secrets_stay_in_memory (void);

/**
 * dect_secrets_wipe:
 * @text: (transfer full) (nullable): a text with secrets; overwritten, then freed
 */
void dect_secrets_wipe (char *text);

G_END_DECLS
