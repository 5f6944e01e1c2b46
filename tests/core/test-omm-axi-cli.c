/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* handoverctl against the stand-in. */

#include "config.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "model/dect-history.h"
#include "store/dect-secrets.h"
#include "store/dect-store.h"
#include "support/axi-omm.h"
#include "support/test-site.h"

#define IPEI "0007701154842"

typedef struct
{
  AxiOmm *omm;
  char *folder;
  char *site;
  char *profile;
  char *secrets;
  char *output;
  char *errors;
} Fixture;

static void
write_site (const char *path)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  guint32 building, floor;

  test_site_add (builder, DECT_KIND_SITE,
                 "name=Plant|park=1F102A7158|netmask=255.255.255.0|ntp_server=192.0.2.1|"
                 "sip_proxy=sip.example:5062|sip_registrar=192.0.2.2|omm_release=8.1");
  building = test_site_add (builder, DECT_KIND_BUILDING, "name=House");
  floor = test_site_add_with (builder, DECT_KIND_FLOOR, "name=Ground|building=#%u", building);
  for (guint i = 1; i <= 2; i++)
    test_site_add_with (builder, DECT_KIND_RFP,
                        "name=B%u|number=%u|mac=00:30:42:00:00:0%u|model=45|floor=#%u|x_m=%u|y_m=5|"
                        "role=%s|target_ip=192.0.2.1%u",
                        i, i, i, floor, i * 8, i == 1 ? "master" : "normal", i);
  test_site_add (builder, DECT_KIND_HANDSET, "ipei=" IPEI "|number=4101|name=Anna");
  snapshot = dect_snapshot_builder_end (builder);
  g_assert_true (dect_store_save (snapshot, file, NULL, NULL));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  const AxiOmmScript script = { .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.1" };
  g_autoptr (DectSecrets) secrets = dect_secrets_new ();
  g_autoptr (DectAxiProfile) fresh = NULL;
  g_autoptr (DectAxiProfile) old = NULL;

  self->omm = axi_omm_new (&script);
  self->folder = g_dir_make_tmp ("handover-XXXXXX", NULL);
  self->site = g_build_filename (self->folder, "site.handover", NULL);
  self->profile = g_build_filename (self->folder, "plant.omm", NULL);
  self->secrets = g_build_filename (self->folder, "secrets.json", NULL);
  write_site (self->site);
  fresh = axi_omm_dup_profile (self->omm, FALSE);
  old = dect_axi_profile_with (fresh, "omm", "allow_old_tls", "true", NULL);
  g_assert_true (dect_axi_profile_save (old, self->profile, NULL));
  dect_secrets_set (secrets, DECT_SECRETS_SITE, DECT_SECRETS_OMM_PASSWORD, AXI_OMM_PASSWORD);
  dect_secrets_set (secrets, IPEI, DECT_SECRETS_SIP_PASSWORD, "hush-hush");
  g_assert_true (dect_secrets_save (secrets, self->secrets, NULL));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  static const char *const names[]
      = { "site.handover", "plant.omm", "secrets.json", "ipdect.cfg", "more.csv" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (self->folder, names[i], NULL);
      g_remove (path);
    }
  g_rmdir (self->folder);
  axi_omm_free (self->omm);
  g_free (self->folder);
  g_free (self->site);
  g_free (self->profile);
  g_free (self->secrets);
  g_free (self->output);
  g_free (self->errors);
}

/* Runs handoverctl with the words of @line, SITE and the like filled in. No password shows,
 * whatever happens. Returns: the exit code */
static gint
run (Fixture *self, const char *line)
{
  g_autofree char *program
      = g_build_filename (g_getenv ("HANDOVER_BUILD"), "src", "cli", "handoverctl", NULL);
  g_autoptr (GString) filled = g_string_new (line);
  g_auto (GStrv) words = NULL;
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  gint status;

  g_string_replace (filled, "SITE", self->site, 0);
  g_string_replace (filled, "PROFILE", self->profile, 0);
  g_string_replace (filled, "SECRETS", self->secrets, 0);
  g_string_replace (filled, "DIR", self->folder, 0);
  words = g_strsplit (filled->str, " ", -1);
  g_ptr_array_add (arguments, program);
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (arguments, words[i]);
  g_ptr_array_add (arguments, NULL);
  g_clear_pointer (&self->output, g_free);
  g_clear_pointer (&self->errors, g_free);
  g_spawn_sync (NULL, (char **) arguments->pdata, NULL, G_SPAWN_DEFAULT, NULL, NULL, &self->output,
                &self->errors, &status, &error);
  g_assert_no_error (error);
  g_test_message ("%s\n%s%s", line, self->output, self->errors);
  g_assert_true (WIFEXITED (status));
  g_assert_null (strstr (self->output, AXI_OMM_PASSWORD));
  g_assert_null (strstr (self->errors, AXI_OMM_PASSWORD));
  g_assert_null (strstr (self->output, "hush"));
  return WEXITSTATUS (status);
}

static void
assert_says (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("“%s” is not in: %s", part, text);
}

static char *
dup_pin (Fixture *self)
{
  g_autoptr (DectAxiProfile) known = axi_omm_dup_profile (self->omm, TRUE);

  return g_strdup (known->pin);
}

/* Nothing is said before the key was compared; then it is, and the same command works. */
static void
test_trust (Fixture *self, gconstpointer data)
{
  g_autofree char *pin = dup_pin (self);
  g_autofree char *good = g_strdup_printf ("omm trust --profile PROFILE --pin %s", pin);
  g_autofree char *wrong = g_strdup_printf ("omm trust --profile PROFILE --pin %s", pin);

  wrong[strlen (wrong) - 1] = wrong[strlen (wrong) - 1] == '0' ? '1' : '0';
  g_assert_cmpint (run (self, "omm status SITE --profile PROFILE --secrets SECRETS"), ==, 4);
  assert_says (self->errors, "not known yet");
  g_assert_cmpint (run (self, "omm trust --profile PROFILE"), ==, 4);
  assert_says (self->output, "TLS1.1");
  g_assert_cmpint (run (self, wrong), ==, 4);
  g_assert_cmpint (axi_omm_count (self->omm, ""), ==, 0);
  g_assert_cmpint (run (self, good), ==, 0);
  g_assert_cmpint (run (self, "omm trust --profile PROFILE --json"), ==, 0);
  assert_says (self->output, pin);
  g_assert_cmpint (run (self, "omm status SITE --profile PROFILE --secrets SECRETS"), ==, 0);
  assert_says (self->output, "8.1SP2");
}

static void
test_status (Fixture *self, gconstpointer data)
{
  g_autofree char *pin = dup_pin (self);
  g_autofree char *line = g_strdup_printf (
      "omm status SITE --profile PROFILE --secrets SECRETS --json --pin %s", pin);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  axi_omm_add (self->omm, "<rfp ethAddr='00:30:42:00:00:01' connected='1' syncState='Synced'/>");
  axi_omm_add (self->omm, "<captured ethAddr='00:30:42:00:00:99' hwType='RFP 35'/>");
  g_assert_cmpint (run (self, line), ==, 0);
  node = json_from_string (self->output, NULL);
  object = json_node_get_object (node);
  g_assert_cmpint (json_object_get_int_member (object, "rfps"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (object, "connected"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (object, "max_rfps"), ==, 4096);
  g_assert_cmpstr (
      json_array_get_string_element (json_object_get_array_member (object, "captured"), 0), ==,
      "00:30:42:00:00:99");
  g_assert_cmpint (axi_omm_count_writes (self->omm), ==, 0);
}

/* First what would be written, then, only when told, the writing; then nothing differs. */
static void
test_push (Fixture *self, gconstpointer data)
{
  g_autofree char *pin = dup_pin (self);
  g_autofree char *trust = g_strdup_printf ("omm trust --profile PROFILE --pin %s", pin);
  g_autofree char *handset = NULL;

  g_assert_cmpint (run (self, trust), ==, 0);
  g_assert_cmpint (run (self, "omm compare SITE --profile PROFILE --secrets SECRETS"), ==, 1);
  g_assert_cmpint (run (self, "omm push SITE --profile PROFILE --secrets SECRETS"), ==, 1);
  assert_says (self->output, "create base station 1 (B1)");
  assert_says (self->errors, "--yes");
  g_assert_cmpint (axi_omm_count_writes (self->omm), ==, 0);

  g_assert_cmpint (run (self, "omm push SITE --profile PROFILE --secrets SECRETS --yes --accept "
                              "chain-isolated --json"),
                   ==, 0);
  assert_says (self->output, "\"state\": \"done\"");
  g_assert_cmpint (axi_omm_count_writes (self->omm), ==, 3);
  handset = axi_omm_dup_record (self->omm, "user", "num", "4101");
  assert_says (handset, "sipPw=");
  g_assert_cmpint (run (self, "omm push SITE --profile PROFILE --secrets SECRETS --yes"), ==, 0);
  g_assert_cmpint (axi_omm_count_writes (self->omm), ==, 3);
}

/* An error is accepted by the name of its rule, and the site's log keeps that and why. */
static void
test_accept (Fixture *self, gconstpointer data)
{
  static const char row[] = "name,model,building,floor,x_m,y_m\nB3,45,House,Ground,24,5\n";
  g_autofree char *table = g_build_filename (self->folder, "more.csv", NULL);
  g_autofree char *pin = dup_pin (self);
  g_autofree char *trust = g_strdup_printf ("omm trust --profile PROFILE --pin %s", pin);
  g_autofree char *reason = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (self->site);
  g_autoptr (DectSnapshot) snapshot = NULL;
  g_autoptr (DectSite) site = NULL;
  DectLog *log;

  g_assert_true (g_file_set_contents (table, row, -1, NULL));
  g_assert_cmpint (run (self, "import csv SITE --rfps DIR/more.csv"), ==, 0);
  g_assert_cmpint (run (self, trust), ==, 0);
  g_assert_cmpint (run (self, "omm push SITE --profile PROFILE --secrets SECRETS --yes --accept "
                              "chain-isolated"),
                   ==, 1);
  assert_says (self->output, "mac-missing");
  g_assert_cmpint (axi_omm_count_writes (self->omm), ==, 0);
  g_assert_cmpint (run (self, "omm push SITE --profile PROFILE --secrets SECRETS --yes --accept "
                              "chain-isolated --accept mac-missing=Monday"),
                   ==, 0);
  g_assert_cmpint (axi_omm_count_writes (self->omm), ==, 3);
  snapshot = dect_store_load (file, NULL, NULL);
  site = dect_site_new_from_snapshot (snapshot);
  log = dect_site_get_log (site);
  reason = dect_log_entry_dup_detail (dect_log_last (log, "accept"), "reason");
  g_assert_cmpstr (reason, ==, "Monday");
  g_assert_nonnull (dect_log_last (log, "omm-push"));
}

static void
test_usage (Fixture *self, gconstpointer data)
{
  g_assert_cmpint (run (self, "omm status SITE"), ==, 2);
  g_assert_cmpint (run (self, "omm status --profile PROFILE"), ==, 2);
  g_assert_cmpint (run (self, "omm status SITE --profile PROFILE"), ==, 2);
  assert_says (self->errors, "omm-password");
  g_assert_cmpint (run (self, "omm status SITE --profile PROFILE --secrets SECRETS --pin abc"), ==,
                   2);
  g_assert_cmpint (run (self, "omm status SITE --profile DIR/none.omm --secrets SECRETS"), ==, 3);
  g_assert_cmpint (axi_omm_count (self->omm, ""), ==, 0);
}

/* Byte for byte; passwords only when they are asked for, and then for nobody else to read. */
static void
test_provision (Fixture *self, gconstpointer data)
{
  static const char plain[]
      = "# OM AXI requests for an OMM of release 7 or later. Not verified on an OMM.\n"
        "<SetPARK park=\"1F102A7158\"/>\n"
        "<SetDECTRegDomain regDomain=\"EMEA\"/>\n"
        "<SetSystemName name=\"Plant\"/>\n"
        "<SetNTPServer ntpServerName1=\"192.0.2.1\"/>\n"
        "<SetBasicSIP proxyServer=\"sip.example\" proxyPort=\"5062\" regServer=\"192.0.2.2\" "
        "regPort=\"5060\"/>\n"
        "<SetSite><site id=\"1\" name=\"Plant\"/></SetSite>\n"
        "<CreateRFP><rfp ethAddr=\"00:30:42:00:00:01\" name=\"B1\" hierarchy1=\"House\" "
        "hierarchy2=\"Ground\" dectOn=\"1\" cluster=\"1\" preferredSync=\"0\" reflectiveEnv=\"0\" "
        "x=\"80\" y=\"50\" hwType=\"RFP 45\"/></CreateRFP>\n"
        "<CreateRFP><rfp ethAddr=\"00:30:42:00:00:02\" name=\"B2\" hierarchy1=\"House\" "
        "hierarchy2=\"Ground\" dectOn=\"1\" cluster=\"1\" preferredSync=\"0\" reflectiveEnv=\"0\" "
        "x=\"160\" y=\"50\" hwType=\"RFP 45\"/></CreateRFP>\n"
        "<CreateFixedPP><user num=\"4101\" name=\"Anna\"/><pp ipei=\"" IPEI
        "\"/></CreateFixedPP>\n";
  g_autofree char *path = g_build_filename (self->folder, "ipdect.cfg", NULL);
  g_autofree char *text = NULL;
  g_autofree char *secret = NULL;
  GStatBuf info;

  g_assert_cmpint (run (self, "export omm SITE -o DIR --axi --new-only"), ==, 2);
  g_assert_cmpint (run (self, "export omm SITE -o DIR --axi"), ==, 0);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, plain);
  g_assert_cmpint (run (self, "export omm SITE -o DIR --axi --secrets SECRETS"), ==, 0);
  g_assert_true (g_file_get_contents (path, &secret, NULL, NULL));
  assert_says (secret, "<CreateFixedPP plainText=\"1\"><user num=\"4101\" name=\"Anna\" "
                       "sipPw=\"hush-hush\"/>");
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  test_init (&argc, &argv);
  ADD ("/omm/axi/cli/trust", test_trust);
  ADD ("/omm/axi/cli/status", test_status);
  ADD ("/omm/axi/cli/push", test_push);
  ADD ("/omm/axi/cli/accept", test_accept);
  ADD ("/omm/axi/cli/usage", test_usage);
  ADD ("/omm/axi/cli/provision", test_provision);
  return g_test_run ();
}
