/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "omm/dect-axi-client.h"
#include "omm/dect-axi-session.h"
#include "support/axi-omm.h"
#include "support/test-site.h"

#define TLS_1_0 "NORMAL:-VERS-ALL:+VERS-TLS1.0"
#define TLS_1_1 "NORMAL:-VERS-ALL:+VERS-TLS1.1"
#define TLS_1_2 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define TLS_1_3 "NORMAL:-VERS-ALL:+VERS-TLS1.3"

/* 45 base stations with holes between their ids, 23 users, two devices, one of which has no user.
 */
static void
fill (AxiOmm *omm)
{
  axi_omm_add (omm, "<site id='1' name='default'/>");
  for (guint i = 0; i < 45; i++)
    {
      g_autofree char *rfp
          = g_strdup_printf ("<rfp id='%u' ethAddr='00:30:42:00:00:%02x' name='B%u' cluster='1' "
                             "connected='1' syncState='Synced'/>",
                             i * 3, i, i);
      axi_omm_add (omm, rfp);
    }
  for (guint i = 1; i <= 23; i++)
    {
      g_autofree char *user = g_strdup_printf (
          "<user uid='%u' ppn='%u' num='%u' name='U%u' sipPw='cipher' pin='cipher'/>", i,
          i == 1 ? 7 : 0, 4100 + i, i);
      axi_omm_add (omm, user);
    }
  axi_omm_add (omm, "<pp ppn='7' uid='1' ipei='03074 0220259 3' s='Yes' uak='C70F'/>");
  axi_omm_add (omm, "<pp ppn='8' uid='0' ipei='00077 0115484 2' s='No'/>");
  axi_omm_add (omm, "<captured ethAddr='00:30:42:aa:bb:cc' hwType='RFP 35'/>");
  axi_omm_add_relation (omm, 0, 3, -61);
  axi_omm_add_relation (omm, 3, 0, -64);
}

static DectOmmSystem *
read_it (DectAxiProfile *profile, GError **error)
{
  return dect_axi_read_sync (profile, AXI_OMM_PASSWORD, NULL, NULL, NULL, error);
}

static const DectOmmHeard *
find_heard (const DectOmmSystem *system, const char *from, const char *to)
{
  for (guint i = 0; i < system->heard->len; i++)
    {
      const DectOmmHeard *heard = g_ptr_array_index (system->heard, i);

      if (g_str_equal (heard->from, from) && g_str_equal (heard->to, to))
        return heard;
    }
  return NULL;
}

static void
check_system (const DectOmmSystem *system)
{
  const DectOmmRfp *last = g_ptr_array_index (system->rfps, 45);

  g_assert_cmpstr (system->version, ==, "OpenMobility Manager SIP-DECT 8.1SP2");
  g_assert_cmpstr (system->interface, ==, "8.1.0, protocol 45");
  g_assert_cmpstr (system->name, ==, "Plant North");
  g_assert_cmpstr (system->park, ==, "1F102A7158");
  g_assert_cmpint (system->max_rfps, ==, 4096);
  g_assert_cmpstr (g_hash_table_lookup (system->sites, "1"), ==, "default");
  g_assert_cmpint (system->rfps->len, ==, 46);
  g_assert_true (last->captured);
  g_assert_cmpstr (last->mac, ==, "003042aabbcc");
  g_assert_cmpint (last->id, ==, DECT_OMM_UNSET);
  g_assert_cmpint (dect_omm_system_find_rfp (system, "00304200002c")->id, ==, 132);
  g_assert_cmpint (dect_omm_system_find_rfp (system, "00304200002c")->strong, ==, 2);
  g_assert_cmpint (system->handsets->len, ==, 24);
  /* Each relation is told by both ends, and is there once. */
  g_assert_cmpint (system->heard->len, ==, 2);
  g_assert_cmpint (find_heard (system, "003042000000", "003042000001")->rssi, ==, -61);
  g_assert_cmpint (find_heard (system, "003042000001", "003042000000")->rssi, ==, -64);
}

static void
test_read (void)
{
  static const AxiOmmScript scripts[] = {
    { 0 },
    { .chunk = 1 },
    { .events = 3 },
    { .priority = TLS_1_2 },
    { .priority = TLS_1_3, .events = 2 },
    { .priority = TLS_1_2, .chunk = 7 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autoptr (AxiOmm) omm = axi_omm_new (&scripts[i]);
      g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
      g_autoptr (DectOmmSystem) system = NULL;
      g_autoptr (GError) error = NULL;

      fill (omm);
      system = read_it (profile, &error);
      g_assert_no_error (error);
      check_system (system);
      /* 45 in pages of 20, and the one that says that there are no more. */
      g_assert_cmpint (axi_omm_count (omm, "GetRFP "), ==, 4);
      g_assert_cmpint (axi_omm_count (omm, "GetPPUser "), ==, 3);
      g_assert_cmpint (axi_omm_count (omm, "GetRFPSync "), ==, 45);
      g_assert_cmpint (axi_omm_count_writes (omm), ==, 0);
    }
}

static void
test_old_release (void)
{
  const AxiOmmScript script = { .old_release = TRUE };
  g_autoptr (AxiOmm) omm = axi_omm_new (&script);
  g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
  g_autoptr (DectOmmSystem) system = NULL;
  g_autoptr (GError) error = NULL;

  fill (omm);
  system = read_it (profile, &error);
  g_assert_no_error (error);
  g_assert_cmpint (system->max_rfps, ==, DECT_OMM_UNSET);
  g_assert_cmpint (system->rfps->len, ==, 45);
  g_assert_cmpint (system->handsets->len, ==, 24);
}

/* Which list of GetRFPSync is which stands in the profile. */
static void
test_forward (void)
{
  g_autoptr (AxiOmm) omm = axi_omm_new (NULL);
  g_autoptr (DectAxiProfile) hears = axi_omm_dup_profile (omm, TRUE);
  g_autoptr (DectAxiProfile) heard = dect_axi_profile_with (hears, "axi", "forward", "heard", NULL);
  g_autoptr (DectOmmSystem) system = NULL;

  fill (omm);
  system = read_it (heard, NULL);
  g_assert_cmpint (system->heard->len, ==, 2);
  g_assert_cmpint (find_heard (system, "003042000000", "003042000001")->rssi, ==, -64);
}

/* --- What goes wrong ----------------------------------------------------------------------------
 */

/* Whichever message the link is cut at, however much of it got through: a clear error, nothing
 * written. */
static void
test_cut (void)
{
  static const gsize places[] = { 0, 1, 17, 1000000 };
  g_autoptr (AxiOmm) whole = axi_omm_new (NULL);
  g_autoptr (DectAxiProfile) good = axi_omm_dup_profile (whole, TRUE);
  g_autoptr (DectOmmSystem) system = NULL;
  g_autoptr (GPtrArray) all = NULL;

  axi_omm_add (whole, "<rfp ethAddr='00:30:42:00:00:01' name='A'/>");
  system = read_it (good, NULL);
  all = axi_omm_list_requests (whole);
  g_assert_cmpint (all->len, >, 10);
  for (guint at = 0; at < all->len; at++)
    for (guint i = 0; i < G_N_ELEMENTS (places); i++)
      {
        const AxiOmmScript script
            = { .fault = AXI_OMM_CUT, .fault_at = (gint) at, .cut_after = places[i] };
        g_autoptr (AxiOmm) omm = axi_omm_new (&script);
        g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
        g_autoptr (GError) error = NULL;

        axi_omm_add (omm, "<rfp ethAddr='00:30:42:00:00:01' name='A'/>");
        g_assert_null (read_it (profile, &error));
        g_assert_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_CLOSED);
        g_assert_true (dect_axi_error_is_link (error));
        g_assert_null (strstr (error->message, AXI_OMM_PASSWORD));
        g_assert_cmpint (axi_omm_count_writes (omm), ==, 0);
      }
}

static void
test_faults (void)
{
  static const struct
  {
    AxiOmmFault fault;
    gint at;
    DectAxiError code;
  } cases[] = {
    { AXI_OMM_GARBAGE, 0, DECT_AXI_ERROR_PROTOCOL },
    { AXI_OMM_GARBAGE, 6, DECT_AXI_ERROR_PROTOCOL },
    { AXI_OMM_OVERSIZE, 0, DECT_AXI_ERROR_PROTOCOL },
    { AXI_OMM_OVERSIZE, 6, DECT_AXI_ERROR_PROTOCOL },
    { AXI_OMM_WRONG_SEQ, 0, DECT_AXI_ERROR_PROTOCOL },
    { AXI_OMM_WRONG_SEQ, 6, DECT_AXI_ERROR_PROTOCOL },
    { AXI_OMM_NO_SEQ, 3, DECT_AXI_ERROR_PROTOCOL },
    { AXI_OMM_WRONG_NAME, 6, DECT_AXI_ERROR_PROTOCOL },
    { AXI_OMM_ENTITY, 0, DECT_AXI_ERROR_PROTOCOL },
    { AXI_OMM_STUCK, 6, DECT_AXI_ERROR_PROTOCOL },
    { AXI_OMM_EVENTS, 6, DECT_AXI_ERROR_PROTOCOL },
  };
  static const char *const links[] = { NULL, TLS_1_2 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint j = 0; j < G_N_ELEMENTS (links); j++)
      {
        const AxiOmmScript script
            = { .priority = links[j], .fault = cases[i].fault, .fault_at = cases[i].at };
        g_autoptr (AxiOmm) omm = axi_omm_new (&script);
        g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
        g_autoptr (GError) error = NULL;

        fill (omm);
        g_assert_null (read_it (profile, &error));
        g_test_message ("fault %d at %d: %s", cases[i].fault, cases[i].at, error->message);
        g_assert_error (error, DECT_AXI_ERROR, (gint) cases[i].code);
        g_assert_null (strstr (error->message, AXI_OMM_PASSWORD));
      }
}

static void
test_silent (void)
{
  const AxiOmmScript script = { .fault = AXI_OMM_STALL, .fault_at = 3 };
  g_autoptr (AxiOmm) omm = axi_omm_new (&script);
  g_autoptr (DectAxiProfile) patient = axi_omm_dup_profile (omm, TRUE);
  g_autoptr (DectAxiProfile) profile = dect_axi_profile_with (patient, "omm", "timeout", "1", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (read_it (profile, &error));
  g_assert_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_TIMEOUT);
}

static void
test_unreachable (void)
{
  g_autoptr (AxiOmm) omm = axi_omm_new (NULL);
  g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
  g_autoptr (DectAxiProfile) empty = dect_axi_profile_parse ("", 0, NULL);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&omm, axi_omm_free);
  g_assert_null (read_it (profile, &error));
  g_assert_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_UNREACHABLE);
  g_clear_error (&error);
  g_assert_null (read_it (empty, &error));
  g_assert_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_PROFILE);
}

static void
test_wrong_password (void)
{
  g_autoptr (AxiOmm) omm = axi_omm_new (NULL);
  g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
  g_autoptr (GError) error = NULL;

  g_assert_null (dect_axi_read_sync (profile, "hunter2", NULL, NULL, NULL, &error));
  g_assert_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_AUTH);
  g_assert_null (strstr (error->message, "hunter2"));
  g_assert_cmpint (axi_omm_count (omm, ""), ==, 1);
}

/* --- Time ---------------------------------------------------------------------------------------
 */

static void
test_ping (void)
{
  g_autoptr (AxiOmm) omm = axi_omm_new (NULL);
  g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (DectAxiSession) session
      = dect_axi_session_open (profile, AXI_OMM_PASSWORD, NULL, &error);
  g_autoptr (DectAxiElement) first = NULL;
  g_autoptr (DectAxiElement) second = NULL;

  g_assert_no_error (error);
  first = dect_axi_session_ask (session, "Limits", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (axi_omm_count (omm, "Ping "), ==, 0);
  dect_axi_session_set_ping_after (session, -1);
  second = dect_axi_session_ask (session, "Limits", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (axi_omm_count (omm, "Ping "), ==, 1);
  g_assert_cmpint (axi_omm_count (omm, "Limits "), ==, 2);
}

/* After the link was lost, nothing is said into it. */
static void
test_dead_session (void)
{
  const AxiOmmScript script = { .fault = AXI_OMM_WRONG_SEQ, .fault_at = 1 };
  g_autoptr (AxiOmm) omm = axi_omm_new (&script);
  g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
  g_autoptr (DectAxiSession) session
      = dect_axi_session_open (profile, AXI_OMM_PASSWORD, NULL, NULL);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (dect_axi_session_ask (session, "Limits", NULL, &error));
      g_assert_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_PROTOCOL);
    }
  g_assert_cmpint (axi_omm_count (omm, ""), ==, 2);
}

/* --- Without the main thread --------------------------------------------------------------------
 */

typedef struct
{
  GMainLoop *loop;
  DectOmmSystem *system;
  GError *error;
  guint n_reports;
  double fraction;
  GThread *thread;
} Waiting;

static void
waiting_progress_cb (const char *phase, double fraction, gpointer data)
{
  Waiting *waiting = data;

  g_assert_true (waiting->thread == g_thread_self ());
  g_assert_cmpfloat (fraction, >=, waiting->fraction);
  waiting->fraction = fraction;
  waiting->n_reports++;
}

static void
waiting_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiting *waiting = user_data;

  waiting->system = dect_axi_read_finish (result, &waiting->error);
  g_main_loop_quit (waiting->loop);
}

static void
test_async (void)
{
  g_autoptr (AxiOmm) omm = axi_omm_new (NULL);
  g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
  Waiting waiting = { .loop = g_main_loop_new (NULL, FALSE), .thread = g_thread_self () };

  fill (omm);
  dect_axi_read_async (profile, AXI_OMM_PASSWORD, waiting_progress_cb, &waiting, NULL,
                       waiting_read_cb, &waiting);
  g_main_loop_run (waiting.loop);
  g_assert_no_error (waiting.error);
  check_system (waiting.system);
  g_assert_cmpint (waiting.n_reports, >, 3);
  dect_omm_system_free (waiting.system);
  g_main_loop_unref (waiting.loop);
}

static gboolean
cancel_when_asked_cb (gpointer data)
{
  gpointer *pair = data;

  if (axi_omm_count (pair[0], "GetSite ") < 2)
    return G_SOURCE_CONTINUE;
  g_cancellable_cancel (pair[1]);
  return G_SOURCE_REMOVE;
}

static void
test_cancel (void)
{
  const AxiOmmScript script = { .priority = TLS_1_2, .fault = AXI_OMM_STALL, .fault_at = 6 };
  g_autoptr (AxiOmm) omm = axi_omm_new (&script);
  g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Waiting waiting = { .loop = g_main_loop_new (NULL, FALSE) };
  gpointer pair[] = { omm, cancellable };

  fill (omm);
  dect_axi_read_async (profile, AXI_OMM_PASSWORD, NULL, NULL, cancellable, waiting_read_cb,
                       &waiting);
  g_timeout_add (5, cancel_when_asked_cb, pair);
  g_main_loop_run (waiting.loop);
  g_assert_null (waiting.system);
  g_assert_error (waiting.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&waiting.error);
  g_main_loop_unref (waiting.loop);
}

/* --- TLS ----------------------------------------------------------------------------------------
 */

/* Old versions work with the profile that allows them, and with no other. */
static void
test_versions (void)
{
  static const struct
  {
    const char *priority;
    const char *protocol;
    gboolean old;
  } cases[] = {
    { TLS_1_0, "TLS1.0", TRUE },
    { TLS_1_1, "TLS1.1", TRUE },
    { TLS_1_2, "TLS1.2", FALSE },
    { TLS_1_3, "TLS1.3", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const AxiOmmScript script = { .priority = cases[i].priority };
      g_autoptr (AxiOmm) omm = axi_omm_new (&script);
      g_autoptr (DectAxiProfile) strict = axi_omm_dup_profile (omm, TRUE);
      g_autoptr (DectAxiProfile) lenient
          = dect_axi_profile_with (strict, "omm", "allow_old_tls", "true", NULL);
      g_autoptr (DectOmmSystem) system = NULL;
      g_autoptr (DectAxiPeer) peer = NULL;
      g_autoptr (GError) error = NULL;

      system = read_it (strict, &error);
      if (cases[i].old)
        {
          g_assert_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_TLS);
          g_assert_cmpint (axi_omm_count (omm, ""), ==, 0);
          g_clear_error (&error);
        }
      g_assert_no_error (error);
      g_assert_true ((system != NULL) != cases[i].old);
      g_clear_pointer (&system, dect_omm_system_free);

      system = read_it (lenient, &error);
      g_assert_no_error (error);
      g_assert_nonnull (system);
      peer = dect_axi_probe_sync (lenient, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (peer->protocol, ==, cases[i].protocol);
    }
}

/* First contact shows the key, and says nothing: no password before the key is known, none to
 * another one. */
static void
test_pin (void)
{
  const AxiOmmScript script = { .priority = TLS_1_2 };
  g_autoptr (AxiOmm) omm = axi_omm_new (&script);
  g_autoptr (AxiOmm) other = axi_omm_new (&script);
  g_autoptr (DectAxiProfile) fresh = axi_omm_dup_profile (omm, FALSE);
  g_autoptr (DectAxiProfile) known = axi_omm_dup_profile (omm, TRUE);
  g_autoptr (DectAxiProfile) elsewhere = axi_omm_dup_profile (other, TRUE);
  g_autoptr (DectAxiProfile) wrong
      = dect_axi_profile_with (known, "omm", "pin", elsewhere->pin, NULL);
  g_autoptr (DectAxiPeer) peer = NULL;
  g_autoptr (DectOmmSystem) system = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (read_it (fresh, &error));
  g_assert_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_UNKNOWN_KEY);
  g_clear_error (&error);
  g_assert_null (read_it (wrong, &error));
  g_assert_error (error, DECT_AXI_ERROR, DECT_AXI_ERROR_CHANGED_KEY);
  g_clear_error (&error);
  peer = dect_axi_probe_sync (fresh, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (peer->pin, ==, known->pin);
  g_assert_nonnull (strstr (peer->subject, "127.0.0.1"));
  g_assert_cmpint (axi_omm_count (omm, ""), ==, 0);

  system = read_it (known, &error);
  g_assert_no_error (error);
}

/* The port without protection, asked for TLS, and the other way round. */
static void
test_wrong_port (void)
{
  const AxiOmmScript protected = { .priority = TLS_1_2 };
  g_autoptr (AxiOmm) plain_omm = axi_omm_new (NULL);
  g_autoptr (AxiOmm) tls_omm = axi_omm_new (&protected);
  g_autoptr (DectAxiProfile) plain = axi_omm_dup_profile (plain_omm, TRUE);
  g_autoptr (DectAxiProfile) tls = axi_omm_dup_profile (tls_omm, TRUE);
  g_autoptr (DectAxiProfile) tls_to_plain
      = dect_axi_profile_with (plain, "omm", "tls", "true", NULL);
  g_autoptr (DectAxiProfile) plain_to_tls
      = dect_axi_profile_with (tls, "omm", "tls", "false", NULL);
  g_autoptr (DectAxiProfile) hasty
      = dect_axi_profile_with (tls_to_plain, "omm", "timeout", "1", NULL);
  g_autoptr (GError) error = NULL;

  /* The one waits for a message to end, the other for a handshake. */
  g_assert_null (read_it (hasty, &error));
  g_assert_true (error->domain == DECT_AXI_ERROR);
  g_clear_error (&error);
  g_assert_null (read_it (plain_to_tls, &error));
  g_assert_true (error->domain == DECT_AXI_ERROR);
}

/* What an OMM says that does not fit together: a base station without a MAC address, a site without
 * a name, a relation to what is not there. The rest counts. */
static void
test_odd_records (void)
{
  g_autoptr (AxiOmm) omm = axi_omm_new (NULL);
  g_autoptr (DectAxiProfile) profile = axi_omm_dup_profile (omm, TRUE);
  g_autoptr (DectOmmSystem) system = NULL;
  g_autoptr (GError) error = NULL;

  axi_omm_add (omm, "<site id='1'/>");
  axi_omm_add (omm, "<rfp id='0' ethAddr='?' name='Lost'/>");
  axi_omm_add (omm, "<rfp id='3' ethAddr='00:30:42:00:00:03'/>");
  axi_omm_add (omm, "<rfp id='6' ethAddr='00:30:42:00:00:06'/>");
  axi_omm_add_relation (omm, 3, 99, -61);
  axi_omm_add_relation (omm, 3, 3, -61);
  axi_omm_add_relation (omm, 3, 6, -62);
  system = read_it (profile, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_hash_table_lookup (system->sites, "1"), ==, "");
  g_assert_cmpuint (system->rfps->len, ==, 2);
  g_assert_cmpuint (system->heard->len, ==, 1);
  g_assert_cmpint (find_heard (system, "003042000003", "003042000006")->rssi, ==, -62);
}

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);
  g_test_add_func ("/omm/axi/session/read", test_read);
  g_test_add_func ("/omm/axi/session/old-release", test_old_release);
  g_test_add_func ("/omm/axi/session/forward", test_forward);
  g_test_add_func ("/omm/axi/session/cut", test_cut);
  g_test_add_func ("/omm/axi/session/faults", test_faults);
  g_test_add_func ("/omm/axi/session/silent", test_silent);
  g_test_add_func ("/omm/axi/session/unreachable", test_unreachable);
  g_test_add_func ("/omm/axi/session/wrong-password", test_wrong_password);
  g_test_add_func ("/omm/axi/session/ping", test_ping);
  g_test_add_func ("/omm/axi/session/dead", test_dead_session);
  g_test_add_func ("/omm/axi/session/async", test_async);
  g_test_add_func ("/omm/axi/session/cancel", test_cancel);
  g_test_add_func ("/omm/axi/session/versions", test_versions);
  g_test_add_func ("/omm/axi/session/pin", test_pin);
  g_test_add_func ("/omm/axi/session/wrong-port", test_wrong_port);
  g_test_add_func ("/omm/axi/session/odd-records", test_odd_records);
  return g_test_run ();
}
