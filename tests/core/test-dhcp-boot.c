/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "dhcp/dect-boot-follow.h"
#include "dhcp/dect-boot-state.h"
#include "store/dect-load.h"
#include "support/test-site.h"

#define MAC_1 "00:30:42:1b:7f:01"
#define MAC_2 "00:30:42:1b:7f:02"
#define STRANGER "00:08:5d:01:02:03"

/* Lines as dnsmasq 2.90, Kea 2.2 and dhcpd 4.4 wrote them in the network of tests/e2e/test-dhcp.py.
 */
#define DNSMASQ "Nov 26 14:35:50 dnsmasq-dhcp[30315]: "
#define DNSMASQ_LOG                                                                                \
  DNSMASQ "15 vendor class: OpenMobility3G\n" DNSMASQ "15 DHCPDISCOVER(srv0) " MAC_1 " \n" DNSMASQ \
          "16 vendor class: OpenMobility3G\n" DNSMASQ "16 DHCPREQUEST(srv0) 10.0.0.11 " MAC_1      \
          " \n" DNSMASQ "16 tags: handover-file-2, known, handover-rfp, srv0\n" DNSMASQ            \
          "16 DHCPACK(srv0) 10.0.0.11 " MAC_1 " \n" DNSMASQ                                        \
          "16 bootfile name: iprfp3G.dnld\n" DNSMASQ                                               \
          "16 sent size:  6 option: 43 vendor-encap  0a:04:0a:00:00:0b\n" DNSMASQ                  \
          "16 sent size: 20 option:224   4f:70:65:6e:4d:6f:62:69:6c:69:74:79:53:49...\n" DNSMASQ   \
          "16 sent size: 17 option: 66 tftp-server  tftp://10.0.0.2/\n"
#define TFTP_LOG "Nov 26 14:35:51 dnsmasq-tftp[30315]: sent /srv/tftp/iprfp3G.dnld to 10.0.0.11\n"
#define NO_FILE_LOG                                                                                \
  "Nov 26 14:35:51 dnsmasq-tftp[30315]: file /srv/tftp/iprfp3G.dnld not found for 10.0.0.11\n"
#define KEA_LOG                                                                                    \
  "2026-11-26 14:35:48.471 INFO  [kea-dhcp4.leases/30101.140] DHCP4_LEASE_ALLOC [hwtype=1 " MAC_1  \
  "], cid=[01:00:30:42:1b:7f:01], tid=0x3e2d279: lease 10.0.0.11 has been allocated for 43200 "    \
  "seconds\n"
#define ISC_LOG                                                                                    \
  "DHCPDISCOVER from " MAC_1 " via srv0\nDHCPOFFER on 10.0.0.11 to " MAC_1 " via srv0\n"           \
  "DHCPACK on 10.0.0.11 to " MAC_1 " (rfp-1) via srv0\n"
#define KEA_HEAD                                                                                   \
  "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,"     \
  "user_context\n"
#define KEA_LEASE(address, mac, state) address "," mac ",,43200,1795746948,1,0,0,," state ",\n"
#define DNSMASQ_LEASE(address, mac) "1795746951 " mac " " address " * *\n"

static DectSnapshot *
make_site (const char *second_mac)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autofree char *second
      = g_strconcat ("name=Office|number=2|model=45|target_ip=10.0.0.12|mac=", second_mac, NULL);

  test_site_add (builder, DECT_KIND_SITE,
                 "name=Plant|netmask=255.255.255.0|dhcp_server=10.0.0.2|pool_first=10.0.0.20|"
                 "pool_last=10.0.0.30");
  test_site_add (builder, DECT_KIND_RFP,
                 "name=Hall|number=1|model=35|role=master|target_ip=10.0.0.11|mac=" MAC_1);
  test_site_add (builder, DECT_KIND_RFP, second);
  return dect_snapshot_builder_end (builder);
}

static void
feed (DectBootState *state, const char *text, gsize step)
{
  g_autoptr (DectBootReader) reader = dect_boot_reader_new (dect_boot_state_take, state);
  gsize size = strlen (text);

  for (gsize at = 0; at < size; at += step)
    dect_boot_reader_feed (reader, text + at, MIN (step, size - at));
  dect_boot_reader_end (reader);
}

static char *
show (const DectBootState *state)
{
  g_autoptr (GPtrArray) rows = dect_boot_state_dup_rows (state);
  g_autoptr (GPtrArray) strangers = dect_boot_state_dup_strangers (state);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const DectBootRow *row = g_ptr_array_index (rows, i);
      g_autofree char *address = dect_ipv4_to_string (row->address);

      g_string_append_printf (
          text, "%s%s %s%s", i > 0 ? "," : "", dect_boot_status_id (row->status),
          row->address.value != 0 ? address : "-", row->loaded ? " loaded" : "");
    }
  for (guint i = 0; i < strangers->len; i++)
    {
      const DectBootStranger *stranger = g_ptr_array_index (strangers, i);
      g_autofree char *mac = dect_mac_to_string (&stranger->mac);

      g_string_append_printf (text, ",?%s", mac);
    }
  return g_string_free (text, FALSE);
}

/* clang-format off */
static const struct
{
  const char *text;
  const char *shown;
} cases[] = {
  { "", "waiting -,waiting -" },
  { DNSMASQ_LOG, "right 10.0.0.11,waiting -" },
  { DNSMASQ_LOG TFTP_LOG, "right 10.0.0.11 loaded,waiting -" },
  { DNSMASQ_LOG NO_FILE_LOG, "wrong 10.0.0.11,waiting -" },
  { KEA_LOG, "has-address 10.0.0.11,waiting -" },
  { ISC_LOG, "has-address 10.0.0.11,waiting -" },
  { "DHCPDISCOVER from " MAC_2 " via srv0", "waiting -,seen -" },
  { KEA_HEAD KEA_LEASE ("10.0.0.11", MAC_1, "0") KEA_LEASE ("10.0.0.12", MAC_2, "0"), "has-address 10.0.0.11,has-address 10.0.0.12" },
  { KEA_HEAD KEA_LEASE ("10.0.0.11", MAC_1, "1"), "waiting -,waiting -" },
  { KEA_LEASE ("10.0.0.25", MAC_1, "0"), "wrong 10.0.0.25,waiting -" },
  { DNSMASQ_LEASE ("10.0.0.11", MAC_1) DNSMASQ_LEASE ("10.0.0.25", STRANGER), "has-address 10.0.0.11,waiting -,?00:08:5D:01:02:03" },
  { DNSMASQ_LEASE ("10.0.0.26", "02:00:5e:00:00:07"), "waiting -,waiting -" },
  { DNSMASQ "7 vendor class: OpenMobility3G\n" DNSMASQ "7 DHCPDISCOVER(srv0) 02:00:5e:00:00:07\n", "waiting -,waiting -,?02:00:5E:00:00:07" },
  { DNSMASQ "7 vendor class: MSFT 5.0\n" DNSMASQ "7 DHCPDISCOVER(srv0) 02:00:5e:00:00:07\n", "waiting -,waiting -" },
  { DNSMASQ_LOG DNSMASQ "16 sent size:  6 option: 43 vendor-encap  0a:04:0a:00:00:0c\n", "wrong 10.0.0.11,waiting -" },
  { DNSMASQ_LOG DNSMASQ "16 sent size:  7 option: 43 vendor-encap  0a:04:0a:00:00:0b:ff\n", "right 10.0.0.11,waiting -" },
  { DNSMASQ_LOG DNSMASQ "16 sent size: 19 option:224   4f:70:65:6e:4d:6f:62:69:6c:69:74:79:53:49...\n", "wrong 10.0.0.11,waiting -" },
  { DNSMASQ_LOG DNSMASQ "16 bootfile name: iprfp4G.dnld\n", "wrong 10.0.0.11,waiting -" },
  /* a conversation that nobody began, and lines that break off */
  { DNSMASQ "99 sent size:  6 option: 43 vendor-encap  00:00\n", "waiting -,waiting -" },
  { "sent size: option:\nDHCPACK(\nDHCPACK on\n1 2 3 4 5\n,,,,,,,,,,\nDHCP4_ hwtype=\n]: \n]: 5 \nsent  to \nfile x not found for \n", "waiting -,waiting -" },
};
/* clang-format on */

/* Whatever the pieces are that the bytes come in. */
static void
test_cases (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site (MAC_2);
  static const gsize steps[] = { 1, 7, 64, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint s = 0; s < G_N_ELEMENTS (steps); s++)
      {
        g_autoptr (DectBootState) state = dect_boot_state_new (snapshot);
        g_autofree char *shown = NULL;

        feed (state, cases[i].text, steps[s]);
        shown = show (state);
        g_test_message ("case %u, step %" G_GSIZE_FORMAT, i, steps[s]);
        g_assert_cmpstr (shown, ==, cases[i].shown);
        feed (state, cases[i].text, steps[s]);
        g_free (shown);
        shown = show (state);
        g_assert_cmpstr (shown, ==, cases[i].shown);
      }
}

static void
test_long_line (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site (MAC_2);
  g_autoptr (DectBootState) state = dect_boot_state_new (snapshot);
  g_autofree char *junk = g_strnfill (100000, 'x');
  g_autofree char *text
      = g_strconcat (DNSMASQ_LEASE ("10.0.0.11", MAC_1), junk,
                     " DHCPACK on 10.0.0.12 to " MAC_2 "\n", "DHCPDISCOVER from " MAC_2 "\n", NULL);
  g_autofree char *shown = NULL;

  feed (state, text, 1000);
  shown = show (state);
  g_assert_cmpstr (shown, ==, "has-address 10.0.0.11,seen -");
}

/* Right lines with bytes changed, cut and put elsewhere: any end is good that is not a crash. */
static void
test_fuzz (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site (MAC_2);
  static const char whole[]
      = DNSMASQ_LOG TFTP_LOG KEA_LOG ISC_LOG KEA_HEAD KEA_LEASE ("10.0.0.11", MAC_1, "0")
          DNSMASQ_LEASE ("10.0.0.12", MAC_2);
  g_autoptr (DectBootState) state = dect_boot_state_new (snapshot);
  g_autoptr (DectBootReader) reader = dect_boot_reader_new (dect_boot_state_take, state);
  g_autoptr (GPtrArray) strangers = NULL;

  for (guint round = 0; round < 3000; round++)
    {
      g_autofree char *bytes = g_memdup2 (whole, sizeof whole);
      gsize from = (gsize) g_test_rand_int_range (0, sizeof whole);
      gsize to = (gsize) g_test_rand_int_range ((gint32) from, sizeof whole);

      for (guint i = 0; i < 5; i++)
        bytes[g_test_rand_int_range (0, sizeof whole)] = (char) g_test_rand_int_range (0, 256);
      dect_boot_reader_feed (reader, bytes + from, to - from);
    }
  dect_boot_reader_end (reader);
  g_ptr_array_unref (dect_boot_state_dup_rows (state));
  strangers = dect_boot_state_dup_strangers (state);
  g_assert_cmpuint (strangers->len, <=, 1000);
}

/* One kind of damage at one place: a byte put in place of another, put in, taken out, or the end.
 */
static void
damage (GString *text, gsize at, guint kind)
{
  static const char bytes[] = "\0 \n\r,:9fG.\x80\xff";

  if (kind < sizeof bytes - 1)
    text->str[at] = bytes[kind];
  else if (kind < 2 * (sizeof bytes - 1))
    g_string_insert_len (text, (gssize) at, bytes + kind - (sizeof bytes - 1), 1);
  else if (kind == 2 * (sizeof bytes - 1))
    g_string_erase (text, (gssize) at, 1);
  else
    g_string_truncate (text, at);
}

#define N_DAMAGES (2 * 12 + 2)

typedef struct
{
  DectBootState *state;
  GString *said;
} Listener;

static void
listen_cb (const DectBootEvent *event, gpointer user_data)
{
  Listener *listener = user_data;
  g_autofree char *mac = dect_mac_to_string (&event->mac);

  g_assert_cmpuint (event->code, <=, G_MAXUINT8);
  g_assert_cmpuint (event->size, <=, G_MAXUINT8);
  g_string_append_printf (listener->said, "%d %s %u %u %u %d %s\n", (int) event->kind, mac,
                          event->address.value, event->code, event->size, event->cut,
                          event->text != NULL ? event->text : "");
  if (listener->state != NULL)
    dect_boot_state_take (event, listener->state);
}

static char *
dup_said (const char *bytes, gsize size, gsize step, DectBootState *state)
{
  Listener listener = { state, g_string_new (NULL) };
  g_autoptr (DectBootReader) reader = dect_boot_reader_new (listen_cb, &listener);

  for (gsize at = 0; at < size; at += step)
    dect_boot_reader_feed (reader, bytes + at, MIN (step, size - at));
  dect_boot_reader_end (reader);
  return g_string_free (listener.said, FALSE);
}

/* Every damage at every byte: what is read does not hang on how the file came in pieces, and who is
 * shown afterwards is still one row a base station. */
static void
test_mutated (void)
{
  static const char whole[] = DNSMASQ_LOG TFTP_LOG NO_FILE_LOG KEA_LOG ISC_LOG KEA_HEAD KEA_LEASE (
      "10.0.0.11", MAC_1, "0") DNSMASQ_LEASE ("10.0.0.12", MAC_2);
  g_autoptr (DectSnapshot) snapshot = make_site (MAC_2);
  g_autoptr (DectBootState) state = dect_boot_state_new (snapshot);

  for (gsize at = 0; at < sizeof whole - 1; at++)
    for (guint kind = 0; kind < N_DAMAGES; kind++)
      {
        g_autoptr (GString) text = g_string_new_len (whole, sizeof whole - 1);
        g_autofree char *at_once = NULL, *in_pieces = NULL;

        damage (text, at, kind);
        at_once = dup_said (text->str, text->len, text->len + 1, state);
        in_pieces = dup_said (text->str, text->len, 1 + at % 13, NULL);
        g_assert_cmpstr (at_once, ==, in_pieces);
        if (kind == 0)
          {
            g_autoptr (GPtrArray) rows = dect_boot_state_dup_rows (state);

            g_assert_cmpuint (rows->len, ==, 2);
          }
      }
}

/* Who is set up by hand is not waited for, and who is wrong is not done. */
static void
test_count (void)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectBootState) state = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  guint n_asking;

  test_site_add (builder, DECT_KIND_SITE, "netmask=255.255.255.0");
  test_site_add (builder, DECT_KIND_RFP, "role=master|target_ip=10.0.0.11|mac=" MAC_1);
  test_site_add (builder, DECT_KIND_RFP, "target_ip=10.0.0.12|mac=" MAC_2);
  test_site_add (builder, DECT_KIND_RFP, "target_ip=10.0.0.13|local_config=yes|mac=" STRANGER);
  snapshot = dect_snapshot_builder_end (builder);
  state = dect_boot_state_new (snapshot);
  feed (state, DNSMASQ_LEASE ("10.0.0.11", MAC_1) DNSMASQ_LEASE ("10.0.0.99", MAC_2), 100);
  rows = dect_boot_state_dup_rows (state);
  g_assert_cmpuint (dect_boot_rows_count (rows, &n_asking), ==, 1);
  g_assert_cmpuint (n_asking, ==, 2);
}

/* A stranger is given to a base station: what it did is known already. */
static void
test_given (void)
{
  g_autoptr (DectSnapshot) before = make_site ("");
  g_autoptr (DectSnapshot) after = make_site (STRANGER);
  g_autoptr (DectBootState) state = dect_boot_state_new (before);
  g_autoptr (GArray) unassigned = dect_boot_state_dup_free (state);
  g_autofree char *first = NULL, *second = NULL;

  g_assert_cmpuint (unassigned->len, ==, 1);
  g_assert_cmpuint (g_array_index (unassigned, guint32, 0), ==,
                    dect_snapshot_rfp (before, 1)->head.id);
  feed (state, DNSMASQ_LEASE ("10.0.0.12", STRANGER), 100);
  first = show (state);
  g_assert_cmpstr (first, ==, "waiting -,no-mac -,?00:08:5D:01:02:03");
  dect_boot_state_set_snapshot (state, after);
  second = show (state);
  g_assert_cmpstr (second, ==, "waiting -,has-address 10.0.0.12");
}

/* --- Following a file ---------------------------------------------------------------------------- */

typedef struct
{
  DectBootState *state;
  const char *wanted;
  GMainLoop *loop;
} Wait;

static void
changed_cb (Wait *wait)
{
  g_autofree char *shown = show (wait->state);

  if (wait->wanted != NULL && g_str_equal (shown, wait->wanted))
    g_main_loop_quit (wait->loop);
}

static gboolean
late_cb (gpointer data)
{
  g_error ("waited too long");
  return G_SOURCE_REMOVE;
}

static void
wait_for (Wait *wait, const char *wanted)
{
  guint late = g_timeout_add_seconds (60, late_cb, NULL);

  wait->wanted = wanted;
  g_main_loop_run (wait->loop);
  g_source_remove (late);
}

static void
write_text (const char *path, const char *text, const char *mode)
{
  FILE *file = g_fopen (path, mode);

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (text, 1, strlen (text), file), ==, strlen (text));
  fclose (file);
}

static void
test_follow (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site (MAC_2);
  g_autofree char *folder = g_dir_make_tmp ("boot-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "log", NULL);
  g_autofree char *old = g_build_filename (folder, "log.1", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (DectBootFollow) follow = NULL;
  Wait wait = { dect_boot_state_new (snapshot), NULL, g_main_loop_new (NULL, FALSE) };

  follow = dect_boot_follow_new (file, dect_boot_state_take, wait.state);
  g_signal_connect_swapped (follow, "changed", G_CALLBACK (changed_cb), &wait);

  /* Not there yet, then there, with a line that is written in two parts. */
  write_text (path, "DHCPDISCOVER from ", "w");
  write_text (path, MAC_1 " via x\n", "a");
  wait_for (&wait, "seen -,waiting -");
  g_assert_null (dect_boot_follow_get_error (follow));
  write_text (path, "DHCPACK on 10.0.0.11 to " MAC_1 " via x\n", "a");
  wait_for (&wait, "has-address 10.0.0.11,waiting -");

  /* Renamed away and begun anew. */
  g_assert_cmpint (g_rename (path, old), ==, 0);
  write_text (path, "DHCPDISCOVER from " MAC_2 "\n", "w");
  wait_for (&wait, "has-address 10.0.0.11,seen -");

  /* Written anew in place, as dnsmasq does with its leases: longer than before. */
  write_text (path, DNSMASQ_LEASE ("10.0.0.25", MAC_2) DNSMASQ_LEASE ("10.0.0.11", MAC_1), "w");
  wait_for (&wait, "has-address 10.0.0.11,wrong 10.0.0.25");
  write_text (path, DNSMASQ_LEASE ("10.0.0.12", MAC_2), "w");
  wait_for (&wait, "has-address 10.0.0.11,has-address 10.0.0.12");

  dect_boot_follow_stop (follow);
  g_unlink (path);
  g_unlink (old);
  g_rmdir (folder);
  dect_boot_state_free (wait.state);
  g_main_loop_unref (wait.loop);
}

/* A log of several megabytes: read in steps, and only what is new after that. */
static void
test_follow_large (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site (MAC_2);
  g_autofree char *folder = g_dir_make_tmp ("boot-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "log", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (DectBootFollow) follow = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  Wait wait = { dect_boot_state_new (snapshot), NULL, g_main_loop_new (NULL, FALSE) };
  guint64 before;

  while (text->len < 3500000)
    g_string_append (text, "Nov 26 14:35:50 host something[1]: nothing to see\n");
  g_string_append (text, "DHCPDISCOVER from " MAC_1 "\n");
  write_text (path, text->str, "w");
  follow = dect_boot_follow_new (file, dect_boot_state_take, wait.state);
  g_signal_connect_swapped (follow, "changed", G_CALLBACK (changed_cb), &wait);
  wait_for (&wait, "seen -,waiting -");
  before = dect_boot_follow_get_n_bytes (follow);
  g_assert_cmpuint (before, ==, text->len);
  write_text (path, "DHCPDISCOVER from " MAC_2 "\n", "a");
  wait_for (&wait, "seen -,seen -");
  write_text (path, "DHCPACK on 10.0.0.11 to " MAC_1 "\n", "w");
  wait_for (&wait, "has-address 10.0.0.11,seen -");

  dect_boot_follow_stop (follow);
  g_unlink (path);
  g_rmdir (folder);
  dect_boot_state_free (wait.state);
  g_main_loop_unref (wait.loop);
}

/* --- Of a large file its end ---------------------------------------------------------------------- */

/* @size bytes, nearly all of them a hole: a line at the beginning and one at the end. */
static void
write_large (const char *path, gsize size)
{
  static const char last[] = "\nDHCPDISCOVER from " MAC_2 "\n";
  FILE *file;

  write_text (path, "DHCPDISCOVER from " MAC_1 "\n", "w");
  file = g_fopen (path, "r+");
  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, (long) (size - strlen (last)), SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (last, 1, strlen (last), file), ==, strlen (last));
  fclose (file);
}

static char *
show_end (GFile *file, DectSnapshot *snapshot)
{
  g_autoptr (DectBootState) state = dect_boot_state_new (snapshot);
  g_autoptr (DectBootReader) reader = dect_boot_reader_new (dect_boot_state_take, state);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dect_load_end (file, DECT_BOOT_MAX_BYTES, NULL, &error);
  gsize size;
  const void *data;

  g_assert_no_error (error);
  data = g_bytes_get_data (bytes, &size);
  g_assert_cmpuint (size, ==, DECT_BOOT_MAX_BYTES);
  dect_boot_reader_feed (reader, data, size);
  dect_boot_reader_end (reader);
  return show (state);
}

static char *
show_followed (GFile *file, DectSnapshot *snapshot, const char *wanted)
{
  g_autoptr (DectBootFollow) follow = NULL;
  Wait wait = { dect_boot_state_new (snapshot), NULL, g_main_loop_new (NULL, FALSE) };
  char *shown;

  follow = dect_boot_follow_new (file, dect_boot_state_take, wait.state);
  g_signal_connect_swapped (follow, "changed", G_CALLBACK (changed_cb), &wait);
  wait_for (&wait, wanted);
  dect_boot_follow_stop (follow);
  shown = show (wait.state);
  dect_boot_state_free (wait.state);
  g_main_loop_unref (wait.loop);
  return shown;
}

/* As large as the limit it is read as a whole, larger by one its first line is not. */
static void
test_limit (void)
{
  static const struct
  {
    gsize size;
    const char *shown;
  } sizes[] = {
    { DECT_BOOT_MAX_BYTES, "seen -,seen -" },
    { DECT_BOOT_MAX_BYTES + 1, "waiting -,seen -" },
  };
  g_autoptr (DectSnapshot) snapshot = make_site (MAC_2);
  g_autofree char *folder = g_dir_make_tmp ("boot-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "log", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree char *shown = NULL;
      g_autofree char *followed = NULL;

      write_large (path, sizes[i].size);
      shown = show_end (file, snapshot);
      g_assert_cmpstr (shown, ==, sizes[i].shown);
      followed = show_followed (file, snapshot, sizes[i].shown);
      g_assert_cmpstr (followed, ==, sizes[i].shown);
      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
test_line_limit (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site (MAC_2);

  for (guint more = 0; more < 2; more++)
    {
      g_autoptr (DectBootState) state = dect_boot_state_new (snapshot);
      g_autoptr (GString) line = g_string_new ("DHCPDISCOVER from " MAC_1 " ");
      g_autofree char *shown = NULL;

      while (line->len < DECT_BOOT_MAX_LINE + more)
        g_string_append_c (line, 'x');
      g_string_append (line, "\n");
      feed (state, line->str, line->len);
      shown = show (state);
      g_assert_cmpstr (shown, ==, more == 0 ? "seen -,waiting -" : "waiting -,waiting -");
    }
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);

  g_test_add_func ("/dhcp/boot/cases", test_cases);
  g_test_add_func ("/dhcp/boot/long-line", test_long_line);
  g_test_add_func ("/dhcp/boot/fuzz", test_fuzz);
  g_test_add_func ("/dhcp/boot/mutated", test_mutated);
  g_test_add_func ("/dhcp/boot/count", test_count);
  g_test_add_func ("/dhcp/boot/given", test_given);
  g_test_add_func ("/dhcp/boot/follow", test_follow);
  g_test_add_func ("/dhcp/boot/follow-large", test_follow_large);
  g_test_add_func ("/dhcp/boot/limit", test_limit);
  g_test_add_func ("/dhcp/boot/line-limit", test_line_limit);
  return g_test_run ();
}
