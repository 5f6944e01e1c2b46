/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "model/dect-ipei.h"
#include "pbx/dect-pbx-client.h"
#include "pbx/dect-pbx-json.h"
#include "support/pbx-peer.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The PBX link at its largest, and the embedded PBX under load. It runs in a process of its own, so
 * that its memory can be watched (libsoup 3.2.3 itself loses about 2 kB a connection, none on one
 * that is kept). `bench-pbx --minute` is only the whole minute of 50 clients. */

#define RFPS 254
#define HANDSETS 10000
#define CLIENTS 50
#define QUICK_SECONDS 5
#define MINUTE_SECONDS 60
#define CLIENT_HANDSETS 10

/* --- The PBX ---------------------------------------------------------------------------------- */

static G_NORETURN void
serve (const char *db)
{
  const DectPbxServerOptions options = { .db = db };
  TestPbx *pbx = test_pbx_new (&options);

  g_print ("%u\n", pbx->port);
  for (;;)
    pause ();
}

typedef struct
{
  char *folder;
  char *db;
  guint16 port;
  GSubprocess *child;
} Service;

static void
service_start (Service *self)
{
  g_autoptr (GSubprocessLauncher) launcher
      = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;

  self->folder = g_dir_make_tmp ("handover-XXXXXX", NULL);
  self->db = g_build_filename (self->folder, "pbx.db", NULL);
  g_subprocess_launcher_setenv (launcher, "DECT_BENCH_PBX_DB", self->db, TRUE);
  self->child = g_subprocess_launcher_spawn (launcher, NULL, "/proc/self/exe", NULL);
  g_assert_nonnull (self->child);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->child));
  line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  g_assert_nonnull (line);
  self->port = (guint16) g_ascii_strtoull (line, NULL, 10);
}

static void
service_end (Service *self)
{
  static const char *const tails[] = { "", "-wal", "-shm" };

  g_subprocess_force_exit (self->child);
  g_subprocess_wait (self->child, NULL, NULL);
  g_object_unref (self->child);
  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autofree char *file = g_strconcat (self->db, tails[i], NULL);

      g_unlink (file);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->db);
}

/* Resident memory of the PBX, MB. */
static double
resident_mb (Service *self)
{
  g_autofree char *path
      = g_strdup_printf ("/proc/%s/statm", g_subprocess_get_identifier (self->child));
  g_autofree char *text = NULL;
  guint64 pages;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  pages = g_ascii_strtoull (strchr (text, ' '), NULL, 10);
  return (double) pages * (double) sysconf (_SC_PAGESIZE) / 1e6;
}

static DectPbxClient *
new_client (guint16 port)
{
  g_autofree char *text
      = g_strdup_printf ("[profile]\nid=bench\n[http]\nbase_url=http://127.0.0.1:%u/services/\n"
                         "allow_plain_http=true\n",
                         port);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxProfile) profile = dect_pbx_profile_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  return dect_pbx_client_new (profile, TEST_PBX_PASSWORD);
}

/* --- Documents -------------------------------------------------------------------------------- */

/* Gateway @number of a town of them: no two share a MAC, an IPEI or an address. */
static JsonNode *
make_document (guint number, guint n_rfps, guint n_handsets, guint round)
{
  GString *text = g_string_new (NULL);
  guint first = 0x010000 + number * 0x1000;
  JsonNode *document;

  g_string_append_printf (text,
                          "{\"mac\":\"00085d%06x\",\"name\":\"Site %u.%u\",\"targetIp\":\"10.%u.0.1"
                          "\",\"netmask\":\"255.255.0.0\",\"source\":\"dectplan:%u\","
                          "\"accesspoints\":[",
                          first, number, round, number, number);
  for (guint i = 0; i < n_rfps; i++)
    g_string_append_printf (
        text,
        "%s{\"mac\":\"00085d%06x\",\"name\":\"Base station %u\",\"targetIp\":\"10.%u.%u.%u\","
        "\"master\":%s,\"model\":\"RFP45\",\"building\":\"House\",\"floor\":\"Ground\","
        "\"cluster\":1,\"source\":\"dectplan:%u\"}",
        i > 0 ? "," : "", first + i, i, number, i / 200, 1 + i % 200, i == 0 ? "true" : "false",
        number);
  g_string_append (text, "],\"handsets\":[");
  for (guint i = 0; i < n_handsets; i++)
    {
      DectIpei ipei = { 100 + number, 1000 + i };
      g_autofree char *key = dect_ipei_to_string (&ipei);

      g_string_append_printf (text,
                              "%s{\"ipei\":\"%s\",\"name\":\"Person %u.%u\",\"number\":\"%u\","
                              "\"sipUser\":\"u%u\",\"ac\":\"%04u\",\"source\":\"dectplan:%u\"}",
                              i > 0 ? "," : "", key, i, round, 10000 + i, i, i % 10000, number);
    }
  g_string_append (text, "]}");
  document = dect_pbx_json_parse (text->str, text->len, NULL);
  g_string_free (text, TRUE);
  g_assert_nonnull (document);
  return document;
}

static const char *
gateway_of (JsonNode *document)
{
  return json_object_get_string_member (json_node_get_object (document), "mac");
}

/* --- One large site --------------------------------------------------------------------------- */

static double
seconds_since (gint64 start_us)
{
  return (double) (g_get_monotonic_time () - start_us) / 1e6;
}

static double
push (DectPbxClient *client, JsonNode *document, gboolean dry_run)
{
  const DectPbxPushOptions options = { .dry_run = dry_run, .remove = TRUE };
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxPushResult) result
      = dect_pbx_client_push_sync (client, document, &options, NULL, &error);

  g_assert_no_error (error);
  return seconds_since (start_us);
}

static double
download (DectPbxClient *client, const char *gateway, DectKind kind, guint n)
{
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DectPbxDownload) file
      = dect_pbx_client_download_sync (client, gateway, kind, 0, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (file->n_records, ==, n);
  return seconds_since (start_us);
}

static void
bench_large (void)
{
  Service service;
  g_autoptr (JsonNode) document = make_document (1, RFPS, HANDSETS, 1);
  g_autoptr (JsonNode) changed = make_document (1, RFPS, HANDSETS, 2);
  g_autoptr (DectPbxClient) client = NULL;
  double dry, first, again, change, rfps, handsets;

  service_start (&service);
  client = new_client (service.port);
  dry = push (client, document, TRUE);
  first = push (client, document, FALSE);
  rfps = download (client, gateway_of (document), DECT_KIND_RFP, RFPS);
  handsets = download (client, gateway_of (document), DECT_KIND_HANDSET, HANDSETS);
  again = push (client, document, FALSE);
  change = push (client, changed, FALSE);
  printf ("%u base stations and %u handsets, on loopback\n", RFPS, HANDSETS);
  printf ("  dry run                   %6.2f s\n", dry);
  printf ("  push, everything new      %6.2f s\n", first);
  printf ("  file of base stations     %6.2f s\n", rfps);
  printf ("  file of handsets          %6.2f s\n", handsets);
  printf ("  pushed and downloaded     %6.2f s   goal 5 s\n", first + rfps + handsets);
  printf ("  push, nothing changes     %6.2f s\n", again);
  printf ("  push, every handset new   %6.2f s\n", change);
  printf ("  memory of the PBX         %6.0f MB\n", resident_mb (&service));
  service_end (&service);
}

/* --- Many clients ----------------------------------------------------------------------------- */

typedef struct
{
  guint number;
  guint16 port;
  gint *stop;
  guint n_operations;
  guint n_lost;
  double slowest;
} Worker;

static void
count (Worker *self, gint64 start_us, const GError *error)
{
  self->n_operations++;
  self->slowest = MAX (self->slowest, seconds_since (start_us));
  if (error == NULL)
    return;
  self->n_lost++;
  g_printerr ("client %u: %s\n", self->number, error->message);
}

static void
work_round (Worker *self, DectPbxClient *client, guint round)
{
  g_autoptr (JsonNode) document = make_document (self->number, 3, CLIENT_HANDSETS, round);
  const char *gateway = gateway_of (document);
  gint64 start_us = g_get_monotonic_time ();
  g_autoptr (GError) pushed = NULL, read = NULL, got = NULL;
  g_autoptr (DectPbxPushResult) result
      = dect_pbx_client_push_sync (client, document, NULL, NULL, &pushed);

  count (self, start_us, pushed);
  start_us = g_get_monotonic_time ();
  g_autoptr (JsonNode) there
      = dect_pbx_client_get_document_sync (client, gateway, NULL, NULL, &read);
  count (self, start_us, read);
  if (there != NULL && pushed == NULL)
    g_assert_true (dect_pbx_document_equal (there, document)
                   || json_object_get_int_member (json_node_get_object (there), "revision") > 0);
  start_us = g_get_monotonic_time ();
  g_autoptr (DectPbxDownload) file
      = dect_pbx_client_download_sync (client, gateway, DECT_KIND_HANDSET, 0, NULL, &got);
  count (self, start_us, got);
}

static gpointer
work (gpointer data)
{
  Worker *self = data;
  g_autoptr (DectPbxClient) client = new_client (self->port);

  for (guint round = 1; !g_atomic_int_get (self->stop); round++)
    work_round (self, client, round);
  return NULL;
}

static void
bench_load (guint seconds)
{
  Service service;
  Worker workers[CLIENTS] = { 0 };
  GThread *threads[CLIENTS];
  guint n_operations = 0, n_lost = 0;
  double early = 0, middle = 0, slowest = 0, late;
  gint stop = 0;

  service_start (&service);
  for (guint i = 0; i < CLIENTS; i++)
    {
      workers[i].number = i + 1;
      workers[i].port = service.port;
      workers[i].stop = &stop;
      threads[i] = g_thread_new ("client", work, &workers[i]);
    }
  for (guint second = 0; second < seconds; second++)
    {
      g_usleep (G_USEC_PER_SEC);
      if (second == MAX (1, seconds / 6))
        early = resident_mb (&service);
      if (second == seconds / 2)
        middle = resident_mb (&service);
    }
  late = resident_mb (&service);
  g_atomic_int_set (&stop, 1);
  for (guint i = 0; i < CLIENTS; i++)
    {
      g_thread_join (threads[i]);
      n_operations += workers[i].n_operations;
      n_lost += workers[i].n_lost;
      slowest = MAX (slowest, workers[i].slowest);
    }
  printf ("%u clients that push, read and download for %u s\n", CLIENTS, seconds);
  printf ("  operations                %6u (%.0f a second), %u lost\n", n_operations,
          n_operations / (double) seconds, n_lost);
  printf ("  slowest                   %6.2f s\n", slowest);
  printf ("  memory of the PBX         %6.1f MB after a sixth of the time, %.1f MB after half, "
          "%.1f MB at the end\n",
          early, middle, late);
  g_assert_cmpuint (n_lost, ==, 0);
  service_end (&service);
}

int
main (int argc, char **argv)
{
  gboolean minute = argc > 1 && g_str_equal (argv[1], "--minute");

  if (g_getenv ("DECT_BENCH_PBX_DB") != NULL)
    serve (g_getenv ("DECT_BENCH_PBX_DB"));
  if (!minute)
    bench_large ();
  bench_load (minute ? MINUTE_SECONDS : QUICK_SECONDS);
  return 0;
}
