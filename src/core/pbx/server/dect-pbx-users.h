/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DECT_PBX_USERS_ERROR:
 *
 * Why the file of users cannot be read; codes are #DectPbxUsersError.
 */
#define DECT_PBX_USERS_ERROR (dect_pbx_users_error_quark ())
GQuark dect_pbx_users_error_quark (void);

/**
 * DectPbxUsersError:
 * @DECT_PBX_USERS_ERROR_OPEN: it cannot be read
 * @DECT_PBX_USERS_ERROR_PERMISSIONS: everybody may read it, or others than its owner may write it
 * @DECT_PBX_USERS_ERROR_SYNTAX: a line is not `user:pbkdf2-sha256$iterations$salt$hash`; the
 *   message names it
 * @DECT_PBX_USERS_ERROR_EMPTY: it names no user
 * @DECT_PBX_USERS_ERROR_PASSWORD: a password that cannot be used (empty, over 1024 bytes)
 */
typedef enum
{
  DECT_PBX_USERS_ERROR_OPEN,
  DECT_PBX_USERS_ERROR_PERMISSIONS,
  DECT_PBX_USERS_ERROR_SYNTAX,
  DECT_PBX_USERS_ERROR_EMPTY,
  DECT_PBX_USERS_ERROR_PASSWORD,
} DectPbxUsersError;

/** DECT_PBX_DEFAULT_USER: the one user when there is no file; the contract's default (C1) */
#define DECT_PBX_DEFAULT_USER "moby"

/**
 * DECT_PBX_PASSWORD_VARIABLE: environment variable with that user's password, for scripts; never
 * an argument
 */
#define DECT_PBX_PASSWORD_VARIABLE "HANDOVER_PBX_PASSWORD"

/**
 * DECT_PBX_ITERATIONS: rounds for passwords that people choose (OWASP's figure for PBKDF2-HMAC-
 * SHA256, 2023)
 */
#define DECT_PBX_ITERATIONS 600000

/** DECT_PBX_READ_ONLY: stands behind the hash of a user who may not change anything */
#define DECT_PBX_READ_ONLY "read"

/**
 * DectPbxUsers:
 *
 * Who may use the embedded PBX, as hashes. The file has a line a user,
 * `user:pbkdf2-sha256$iterations$salt$hash` with salt and hash (32 bytes) in base64, and `$read`
 * behind it for one who may only read; `#` starts a comment. dect_pbx_users_hash() makes the part behind the colon. PBKDF2 is RFC 8018 5.2.
 *
 * One thread at a time.
 */
typedef struct _DectPbxUsers DectPbxUsers;

/** dect_pbx_users_new: Returns: (transfer full): nobody */
DectPbxUsers *dect_pbx_users_new  (void);
void          dect_pbx_users_free (DectPbxUsers *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DectPbxUsers, dect_pbx_users_free)

/**
 * dect_pbx_users_load:
 * @path: a file, at most 1 MiB
 * @error: return location, #DECT_PBX_USERS_ERROR
 *
 * Returns: (transfer full): its users
 */
DectPbxUsers *dect_pbx_users_load (const char *path,
                                   GError    **error);

/**
 * dect_pbx_users_new_single:
 * @generated: (out) (transfer full) (nullable): the password when one was made, to be shown once;
 *   %NULL when it came from the environment (#DECT_PBX_PASSWORD_VARIABLE)
 * @error: return location, %DECT_PBX_USERS_ERROR_PASSWORD
 *
 * Returns: (transfer full): the one user #DECT_PBX_DEFAULT_USER
 */
DectPbxUsers *dect_pbx_users_new_single (char   **generated,
                                         GError **error);

/**
 * dect_pbx_users_add_password: adds a user or gives them another password; 0 @iterations is
 * #DECT_PBX_ITERATIONS
 */
gboolean dect_pbx_users_add_password (DectPbxUsers *self,
                                      const char   *name,
                                      const char   *password,
                                      guint         iterations,
                                      GError      **error);

/**
 * dect_pbx_users_hash:
 * @password: a password
 * @iterations: rounds; 0 is #DECT_PBX_ITERATIONS
 * @read_only: whether the user may only read
 * @error: return location, %DECT_PBX_USERS_ERROR_PASSWORD
 *
 * Returns: (transfer full): "pbkdf2-sha256$iterations$salt$hash" with a new salt
 */
char *dect_pbx_users_hash (const char *password,
                           guint       iterations,
                           gboolean    read_only,
                           GError    **error);

/**
 * dect_pbx_users_generate_password: Returns: (transfer full): 20 characters that are easy to
 * type, 100 bits
 */
char *dect_pbx_users_generate_password (void);

/**
 * dect_pbx_users_check:
 * @self: users
 * @name: the user as sent
 * @password: password as sent
 *
 * Takes the same time for a wrong user and a wrong password, and no time for what was right before.
 *
 * Returns: whether it is that user's password
 */
gboolean dect_pbx_users_check (DectPbxUsers *self,
                               const char   *name,
                               const char   *password);

/**
 * dect_pbx_users_remembers: Returns: whether it is the password that was right last; takes no time
 */
gboolean dect_pbx_users_remembers (DectPbxUsers *self,
                                   const char   *name,
                                   const char   *password);

/** dect_pbx_users_may_write: Returns: whether the user may change anything */
gboolean dect_pbx_users_may_write (DectPbxUsers *self,
                                   const char   *name);

G_END_DECLS
