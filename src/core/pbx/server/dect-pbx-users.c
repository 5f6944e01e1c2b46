/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-pbx"
#include "config.h"

#include "pbx/server/dect-pbx-users.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

G_DEFINE_QUARK (dect-pbx-users-error-quark, dect_pbx_users_error)

#define HASH_BYTES 32
#define SALT_BYTES 16
#define MIN_ITERATIONS 1000
#define MAX_ITERATIONS 10000000
#define MAX_PASSWORD 1024
#define MAX_FILE (1024 * 1024)
#define SCHEME "pbkdf2-sha256"

typedef struct
{
  guint iterations;
  gboolean read_only;
  guint8 hash[HASH_BYTES];
  gsize salt_length;
  guint8 salt[];
} User;

struct _DectPbxUsers
{
  GHashTable *users; /* name -> User */
  GHashTable *known; /* name -> GBytes: keyed digest of the password that was right last */
  guint8 known_key[HASH_BYTES]; /* random, so that the digests say nothing */
};

static void
random_bytes (guint8 *data, gsize length)
{
  if (gnutls_rnd (GNUTLS_RND_KEY, data, length) < 0)
    g_error ("No random numbers to be had");
}

static void
derive (const char *password,
        const guint8 *salt,
        gsize salt_length,
        guint iterations,
        guint8 hash[HASH_BYTES])
{
  gnutls_datum_t key = { (unsigned char *) password, (unsigned int) strlen (password) };
  gnutls_datum_t salt_datum = { (unsigned char *) salt, (unsigned int) salt_length };

  if (gnutls_pbkdf2 (GNUTLS_MAC_SHA256, &key, &salt_datum, iterations, hash, HASH_BYTES) < 0)
    g_error ("PBKDF2 is not to be had");
}

static gboolean
check_password_form (const char *password, GError **error)
{
  if (password[0] != '\0' && strlen (password) <= MAX_PASSWORD
      && g_utf8_validate (password, -1, NULL))
    return TRUE;
  g_set_error (
      error, DECT_PBX_USERS_ERROR, DECT_PBX_USERS_ERROR_PASSWORD,
      _("The password of the PBX is empty, longer than %d bytes or no text; choose another."),
      MAX_PASSWORD);
  return FALSE;
}

static User *
user_new (const guint8 *salt, gsize salt_length, guint iterations)
{
  User *user = g_malloc0 (sizeof (User) + salt_length);

  user->iterations = iterations;
  user->salt_length = salt_length;
  memcpy (user->salt, salt, salt_length);
  return user;
}

/* The part of a line behind the colon; NULL when it is wrong. */
static User *
user_parse (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "$", 6);
  guint n = g_strv_length (parts);
  g_autofree guint8 *salt = NULL;
  g_autofree guint8 *hash = NULL;
  gsize salt_length, hash_length;
  guint64 iterations;
  User *user;

  if (n < 4 || n > 5 || !g_str_equal (parts[0], SCHEME)
      || (n == 5 && !g_str_equal (parts[4], DECT_PBX_READ_ONLY))
      || !g_ascii_string_to_unsigned (parts[1], 10, MIN_ITERATIONS, MAX_ITERATIONS, &iterations,
                                      NULL))
    return NULL;
  salt = g_base64_decode (parts[2], &salt_length);
  hash = g_base64_decode (parts[3], &hash_length);
  if (salt_length < 8 || salt_length > 64 || hash_length != HASH_BYTES)
    return NULL;

  user = user_new (salt, salt_length, (guint) iterations);
  memcpy (user->hash, hash, HASH_BYTES);
  user->read_only = n == 5;
  return user;
}

/* A colon would end the name in the header; control characters would break the log. */
static gboolean
user_name_valid (const char *name)
{
  gsize length = strlen (name);

  if (length == 0 || length > 64 || !g_utf8_validate (name, -1, NULL) || strchr (name, ':') != NULL)
    return FALSE;
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (p)))
        return FALSE;
    }
  return TRUE;
}

DectPbxUsers *
dect_pbx_users_new (void)
{
  DectPbxUsers *self = g_new0 (DectPbxUsers, 1);

  self->users = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->known
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  random_bytes (self->known_key, sizeof self->known_key);
  return self;
}

void
dect_pbx_users_free (DectPbxUsers *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->users);
  g_hash_table_unref (self->known);
  gnutls_memset (self->known_key, 0, sizeof self->known_key);
  g_free (self);
}

static gboolean
parse_lines (DectPbxUsers *self, const char *path, char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      char *colon = strchr (line, ':');
      User *user;

      if (line[0] == '\0' || line[0] == '#')
        continue;
      if (colon != NULL)
        *colon = '\0';
      user = colon != NULL && user_name_valid (line) ? user_parse (colon + 1) : NULL;
      if (user == NULL || !g_hash_table_insert (self->users, g_strdup (line), user))
        {
          g_set_error (error, DECT_PBX_USERS_ERROR, DECT_PBX_USERS_ERROR_SYNTAX,
                       _("%s, line %u is not a new user:%s$iterations$salt$hash; correct it."),
                       path, i + 1, SCHEME);
          return FALSE;
        }
    }
  if (g_hash_table_size (self->users) > 0)
    return TRUE;
  g_set_error (error, DECT_PBX_USERS_ERROR, DECT_PBX_USERS_ERROR_EMPTY,
               _("%s names no user; add one."), path);
  return FALSE;
}

/* By descriptor, so that what is checked is what is read. */
static char *
read_private (const char *path, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  g_autoptr (GInputStream) stream = fd >= 0 ? g_unix_input_stream_new (fd, TRUE) : NULL;
  g_autofree char *text = NULL;
  struct stat info;
  gsize length = 0;

  if (fd < 0 || fstat (fd, &info) != 0)
    {
      g_set_error (error, DECT_PBX_USERS_ERROR, DECT_PBX_USERS_ERROR_OPEN,
                   _("The file of users %s cannot be read: %s."), path, g_strerror (errno));
      return NULL;
    }
  if ((info.st_mode & 0027) != 0)
    {
      g_set_error (error, DECT_PBX_USERS_ERROR, DECT_PBX_USERS_ERROR_PERMISSIONS,
                   _("Others may read or change the file of users %s; give it mode 0600."), path);
      return NULL;
    }
  text = g_malloc (MAX_FILE + 1);
  if (!S_ISREG (info.st_mode) || info.st_size > MAX_FILE
      || !g_input_stream_read_all (stream, text, MAX_FILE, &length, NULL, NULL))
    {
      g_set_error (error, DECT_PBX_USERS_ERROR, DECT_PBX_USERS_ERROR_OPEN,
                   _("The file of users %s is not a file of at most 1 MiB."), path);
      return NULL;
    }
  text[length] = '\0';
  return g_steal_pointer (&text);
}

DectPbxUsers *
dect_pbx_users_load (const char *path, GError **error)
{
  g_autoptr (DectPbxUsers) self = dect_pbx_users_new ();
  g_autofree char *text = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  text = read_private (path, error);
  if (text == NULL || !parse_lines (self, path, text, error))
    return NULL;
  return g_steal_pointer (&self);
}

DectPbxUsers *
dect_pbx_users_new_single (char **generated, GError **error)
{
  g_autoptr (DectPbxUsers) self = dect_pbx_users_new ();
  const char *given = g_getenv (DECT_PBX_PASSWORD_VARIABLE);
  g_autofree char *made = NULL;

  g_return_val_if_fail (generated != NULL, NULL);

  if (given == NULL)
    made = dect_pbx_users_generate_password ();
  /* It lives only as long as the process and is nowhere on disk: few rounds are enough. */
  if (!dect_pbx_users_add_password (self, DECT_PBX_DEFAULT_USER, given != NULL ? given : made,
                                    MIN_ITERATIONS, error))
    return NULL;
  *generated = g_steal_pointer (&made);
  return g_steal_pointer (&self);
}

gboolean
dect_pbx_users_add_password (
    DectPbxUsers *self, const char *name, const char *password, guint iterations, GError **error)
{
  guint8 salt[SALT_BYTES];
  User *user;

  g_return_val_if_fail (self != NULL && name != NULL && password != NULL, FALSE);
  g_return_val_if_fail (user_name_valid (name), FALSE);

  if (!check_password_form (password, error))
    return FALSE;
  random_bytes (salt, sizeof salt);
  user = user_new (salt, sizeof salt, iterations != 0 ? iterations : DECT_PBX_ITERATIONS);
  derive (password, salt, sizeof salt, user->iterations, user->hash);
  g_hash_table_insert (self->users, g_strdup (name), user);
  g_hash_table_remove (self->known, name);
  return TRUE;
}

char *
dect_pbx_users_hash (const char *password, guint iterations, gboolean read_only, GError **error)
{
  guint8 salt[SALT_BYTES];
  guint8 hash[HASH_BYTES];
  g_autofree char *salt_text = NULL;
  g_autofree char *hash_text = NULL;

  g_return_val_if_fail (password != NULL, NULL);

  if (!check_password_form (password, error))
    return NULL;
  if (iterations == 0)
    iterations = DECT_PBX_ITERATIONS;
  random_bytes (salt, sizeof salt);
  derive (password, salt, sizeof salt, iterations, hash);
  salt_text = g_base64_encode (salt, sizeof salt);
  hash_text = g_base64_encode (hash, sizeof hash);
  return g_strdup_printf (SCHEME "$%u$%s$%s%s", iterations, salt_text, hash_text,
                          read_only ? "$" DECT_PBX_READ_ONLY : "");
}

char *
dect_pbx_users_generate_password (void)
{
  /* Without I, L, O, U: nothing that is read or heard wrong. */
  static const char alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";
  guint8 random[20];
  char *password = g_malloc0 (sizeof random + 1);

  random_bytes (random, sizeof random);
  for (guint i = 0; i < sizeof random; i++)
    password[i] = alphabet[random[i] % 32];
  return password;
}

static GBytes *
known_digest (DectPbxUsers *self, const char *password)
{
  guint8 digest[HASH_BYTES];

  if (gnutls_hmac_fast (GNUTLS_MAC_SHA256, self->known_key, sizeof self->known_key, password,
                        strlen (password), digest)
      < 0)
    g_error ("HMAC is not to be had");
  return g_bytes_new (digest, sizeof digest);
}

gboolean
dect_pbx_users_remembers (DectPbxUsers *self, const char *name, const char *password)
{
  g_autoptr (GBytes) digest = NULL;
  GBytes *known;

  g_return_val_if_fail (self != NULL && name != NULL && password != NULL, FALSE);

  known = strlen (password) <= MAX_PASSWORD ? g_hash_table_lookup (self->known, name) : NULL;
  if (known == NULL)
    return FALSE;
  digest = known_digest (self, password);
  return gnutls_memcmp (g_bytes_get_data (known, NULL), g_bytes_get_data (digest, NULL), HASH_BYTES)
         == 0;
}

gboolean
dect_pbx_users_may_write (DectPbxUsers *self, const char *name)
{
  const User *user;

  g_return_val_if_fail (self != NULL && name != NULL, FALSE);

  user = g_hash_table_lookup (self->users, name);
  return user != NULL && !user->read_only;
}

gboolean
dect_pbx_users_check (DectPbxUsers *self, const char *name, const char *password)
{
  static const guint8 no_salt[SALT_BYTES];
  const User *user;
  guint8 hash[HASH_BYTES];
  gboolean right;

  g_return_val_if_fail (self != NULL && name != NULL && password != NULL, FALSE);

  if (strlen (password) > MAX_PASSWORD)
    return FALSE;
  if (dect_pbx_users_remembers (self, name, password))
    return TRUE;

  user = g_hash_table_lookup (self->users, name);
  if (user == NULL)
    {
      GHashTableIter iter;
      gpointer any = NULL;

      /* As long as for a user who exists. */
      g_hash_table_iter_init (&iter, self->users);
      if (g_hash_table_iter_next (&iter, NULL, &any))
        derive (password, no_salt, sizeof no_salt, ((const User *) any)->iterations, hash);
      return FALSE;
    }
  derive (password, user->salt, user->salt_length, user->iterations, hash);
  right = gnutls_memcmp (hash, user->hash, HASH_BYTES) == 0;
  if (right)
    g_hash_table_insert (self->known, g_strdup (name), known_digest (self, password));
  return right;
}
