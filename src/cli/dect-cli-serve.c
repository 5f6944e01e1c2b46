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

DectExit
dect_cli_serve (char **arguments)
{
  g_autofree char *db = NULL, *cert = NULL, *key = NULL, *users_path = NULL;
  int port = DEFAULT_PORT;
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, NULL, NULL },
    { "db", 0, 0, G_OPTION_ARG_FILENAME, &db, NULL, NULL },
    { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &cert, NULL, NULL },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &key, NULL, NULL },
    { "users", 0, 0, G_OPTION_ARG_FILENAME, &users_path, NULL, NULL },
    { NULL },
  };
  DectPbxServerOptions options = { .log = log_line };
  DectPbxUsers *users;
  GError *error = NULL;

  if (!dect_cli_parse (arguments, entries, 0, 0))
    return DECT_EXIT_USAGE;
  if (port < 0 || port > 65535)
    return dect_cli_usage (_("--port wants a number from 0 (any free one) to 65535."));
  if (key != NULL && cert == NULL)
    return dect_cli_usage (_("--tls-key needs --tls-cert."));
  users = load_users (users_path, &error);
  if (users == NULL)
    return dect_cli_fail (users_path, error);
  options.port = (guint16) port;
  options.db = db;
  options.tls_cert = cert;
  options.tls_key = key;
  return serve (&options, users);
}

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
  GError *error = NULL;
  char *password;

  if (!dect_cli_parse (arguments, NULL, 1, 1))
    return DECT_EXIT_USAGE;
  if (*arguments[0] == '\0' || strpbrk (arguments[0], ":#\r\n") != NULL)
    return dect_cli_usage (_("A user's name has no “:”, no “#” and no line break."));
  password = read_password ();
  hash = dect_pbx_users_hash (password, 0, FALSE, &error);
  dect_secrets_wipe (password);
  if (hash == NULL)
    {
      dect_cli_fail (NULL, error);
      return DECT_EXIT_USAGE;
    }
  g_print ("%s:%s\n", arguments[0], hash);
  return DECT_EXIT_DONE;
}
