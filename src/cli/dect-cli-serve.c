/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "handoverctl"

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "dect-cli.h"
#include "pbx/server/dect-pbx-server.h"
#include "store/dect-secrets.h"

#define DEFAULT_PORT 8088

/* GnuTLS through GIO: nothing older than TLS 1.2, as the contract has it (C8). GIO on Debian 12
 * takes 1.0 and 1.1 by itself, and has no other way to be told. */
#define TLS_VERSIONS "NORMAL:%COMPAT:-VERS-TLS1.0:-VERS-TLS1.1:-VERS-DTLS1.0"

#define AUDIT_LINES 100
#define BUSY_MS 5000

/* Access lines go to stderr, so that a script can read the address from stdout. */
static void
log_line (const char *line, gpointer user_data)
{
  g_printerr ("%s\n", line);
}

static gboolean
quit_cb (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

static DectPbxUsers *
load_users (const char *path, GError **error)
{
  g_autofree char *generated = NULL;
  DectPbxUsers *users;

  if (path != NULL)
    return dect_pbx_users_load (path, error);
  users = dect_pbx_users_new_single (&generated, error);
  /* Not for the program that applies, nor for what that starts. */
  g_unsetenv (DECT_PBX_PASSWORD_VARIABLE);
  if (generated != NULL)
    g_print (_("User %s, password for this run: %s\n"), DECT_PBX_DEFAULT_USER, generated);
  return users;
}

static DectExit
serve (const DectPbxServerOptions *options, DectPbxUsers *users)
{
  g_autoptr (DectPbxServer) server = dect_pbx_server_new (options, users);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  GError *error = NULL;

  if (!dect_pbx_server_start (server, &error))
    return dect_cli_fail (NULL, error);
  g_print ("%s\n", dect_pbx_server_get_uri (server));
  fflush (stdout);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_main_loop_run (loop);
  dect_pbx_server_stop (server);
  return DECT_EXIT_DONE;
}

/* Options that are numbers are checked before they are cut to size. */
static gboolean
check_numbers (int port, int rate)
{
  if (port < 0 || port > 65535)
    dect_cli_usage (_("--port wants a number from 0 (any free one) to 65535."));
  else if (rate < 0 || rate > 100000)
    dect_cli_usage (_("--rate wants requests a second and user, from 0 (any number) to 100000."));
  else
    return TRUE;
  return FALSE;
}

DectExit
dect_cli_serve (char **arguments)
{
  g_autofree char *db = NULL, *cert = NULL, *key = NULL, *users_path = NULL;
  g_autofree char *address = NULL, *instance = NULL, *apply = NULL;
  int port = DEFAULT_PORT, rate = 0;
  gboolean applied_only = FALSE;
  const GOptionEntry entries[] = {
    { "address", 0, 0, G_OPTION_ARG_STRING, &address, NULL, NULL },
    { "port", 0, 0, G_OPTION_ARG_INT, &port, NULL, NULL },
    { "instance", 0, 0, G_OPTION_ARG_STRING, &instance, NULL, NULL },
    { "db", 0, 0, G_OPTION_ARG_FILENAME, &db, NULL, NULL },
    { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &cert, NULL, NULL },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &key, NULL, NULL },
    { "users", 0, 0, G_OPTION_ARG_FILENAME, &users_path, NULL, NULL },
    { "rate", 0, 0, G_OPTION_ARG_INT, &rate, NULL, NULL },
    { "apply", 0, 0, G_OPTION_ARG_FILENAME, &apply, NULL, NULL },
    { "applied-only", 0, 0, G_OPTION_ARG_NONE, &applied_only, NULL, NULL },
    { NULL },
  };
  DectPbxServerOptions options = { .log = log_line };
  DectPbxUsers *users;
  GError *error = NULL;

  if (!dect_cli_parse (arguments, entries, 0, 0) || !check_numbers (port, rate))
    return DECT_EXIT_USAGE;
  if (key != NULL && cert == NULL)
    return dect_cli_usage (_("--tls-key needs --tls-cert."));
  g_setenv ("G_TLS_GNUTLS_PRIORITY", TLS_VERSIONS, TRUE);
  users = load_users (users_path, &error);
  if (users == NULL)
    return dect_cli_fail (users_path, error);
  options.address = address;
  options.port = (guint16) port;
  options.instance = instance;
  options.db = db;
  options.tls_cert = cert;
  options.tls_key = key;
  options.rate = (guint) rate;
  options.apply_program = apply;
  options.applied_only = applied_only;
  return serve (&options, users);
}

/* --- Audit ----------------------------------------------------------------------------------- */

static void
print_note (JsonObject *note)
{
  g_autoptr (GDateTime) time
      = g_date_time_new_from_unix_utc (json_object_get_int_member (note, "time"));
  g_autofree char *when = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

  g_print (
      "%s %s %s r%" G_GINT64_FORMAT " %s: %s\n", when, json_object_get_string_member (note, "user"),
      json_object_get_string_member (note, "mac"), json_object_get_int_member (note, "revision"),
      json_object_get_string_member (note, "request"),
      json_object_get_string_member (note, "action"));
}

static void
print_audit (JsonArray *notes, gboolean as_json)
{
  g_autoptr (JsonNode) node = json_node_init_array (json_node_alloc (), notes);

  if (as_json)
    {
      dect_cli_print_node (node);
      return;
    }
  for (guint i = 0; i < json_array_get_length (notes); i++)
    print_note (json_array_get_object_element (notes, i));
}

DectExit
dect_cli_audit (char **arguments)
{
  g_autofree char *db = NULL;
  gboolean as_json = FALSE;
  int limit = AUDIT_LINES;
  const GOptionEntry entries[] = {
    { "db", 0, 0, G_OPTION_ARG_FILENAME, &db, NULL, NULL },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, NULL, NULL },
    { NULL },
  };
  g_autoptr (DectPbxStore) store = NULL;
  g_autoptr (JsonArray) notes = NULL;
  GError *error = NULL;

  if (!dect_cli_parse (arguments, entries, 0, 0))
    return DECT_EXIT_USAGE;
  if (db == NULL)
    return dect_cli_usage (_("Name the database of the embedded PBX with --db."));
  if (limit < 1)
    return dect_cli_usage (_("--limit wants a number from 1."));
  /* To look is not to make one. */
  if (!g_file_test (db, G_FILE_TEST_EXISTS))
    {
      g_set_error (&error, DECT_PBX_STORE_ERROR, DECT_PBX_STORE_ERROR_OPEN,
                   _("There is no PBX database %s."), db);
      return dect_cli_fail (NULL, error);
    }
  store = dect_pbx_store_open (db, BUSY_MS, &error);
  notes = store != NULL ? dect_pbx_store_list_audit (store, limit, &error) : NULL;
  if (notes == NULL)
    return dect_cli_fail (db, error);
  print_audit (notes, as_json);
  return DECT_EXIT_DONE;
}

/* --- Users ----------------------------------------------------------------------------------- */

/* One line from stdin, not echoed where a person types it. Free it with dect_secrets_wipe(). */
static char *
read_password (void)
{
  struct termios shown, hidden;
  gboolean terminal = isatty (STDIN_FILENO) && tcgetattr (STDIN_FILENO, &shown) == 0;
  char line[1026];
  char *password;

  if (terminal)
    {
      g_printerr (_("Password: "));
      hidden = shown;
      hidden.c_lflag &= ~(tcflag_t) ECHO;
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
    }
  if (fgets (line, sizeof line, stdin) == NULL)
    line[0] = '\0';
  if (terminal)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
      g_printerr ("\n");
    }
  line[strcspn (line, "\r\n")] = '\0';
  password = g_strdup (line);
  explicit_bzero (line, sizeof line);
  return password;
}

DectExit
dect_cli_hash (char **arguments)
{
  g_autofree char *hash = NULL;
  gboolean read_only = FALSE;
  const GOptionEntry entries[] = {
    { "read-only", 0, 0, G_OPTION_ARG_NONE, &read_only, NULL, NULL },
    { NULL },
  };
  GError *error = NULL;
  char *password;

  if (!dect_cli_parse (arguments, entries, 1, 1))
    return DECT_EXIT_USAGE;
  if (*arguments[0] == '\0' || strpbrk (arguments[0], ":#\r\n") != NULL)
    return dect_cli_usage (_("A user's name has no “:”, no “#” and no line break."));
  password = read_password ();
  hash = dect_pbx_users_hash (password, 0, read_only, &error);
  dect_secrets_wipe (password);
  if (hash == NULL)
    {
      dect_cli_fail (NULL, error);
      return DECT_EXIT_USAGE;
    }
  g_print ("%s:%s\n", arguments[0], hash);
  return DECT_EXIT_DONE;
}
