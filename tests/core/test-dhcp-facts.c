/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

/* A user's own copy of data/dhcp/boot.json: what is read of it, and by which words it is refused.
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "dhcp/dect-dhcp-plan.h"
#include "omm/dect-omm-layout.h"
#include "support/remove-tree.h"
#include "support/test-site.h"

static char *original;

static void
write_copy (const char *text)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "handover", "dhcp", NULL);
  g_autofree char *path = g_build_filename (folder, "boot.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* The copy differs from the built-in file at the first place where @old stands. */
static void
write_changed (const char *old, const char *new)
{
  const char *place = strstr (original, old);
  g_autofree char *text = NULL;

  g_assert_nonnull (place);
  text
      = g_strdup_printf ("%.*s%s%s", (int) (place - original), original, new, place + strlen (old));
  write_copy (text);
}

static DectDhcpPlan *
make_plan (GError **error)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autoptr (DectSnapshot) snapshot = NULL;

  test_site_add (builder, DECT_KIND_SITE,
                 "name=Plant|netmask=255.255.255.0|dhcp_server=10.0.0.2|router=10.0.0.1|vlan=42|"
                 "omm_release=3.0");
  test_site_add (builder, DECT_KIND_RFP,
                 "name=Hall|number=1|mac=0030421b7f03|model=35|role=master|target_ip=10.0.0.11");
  snapshot = dect_snapshot_builder_end (builder);
  return dect_dhcp_plan_new (snapshot, error);
}

/* What a copy changes is what is sent. */
static void
test_taken (void)
{
  static const struct
  {
    const char *old, *new;
    guint code;
    const char *text;
  } cases[] = {
    { "\"vlan\", \"form\": \"u16\"", "\"vlan\", \"form\": \"u32\"", 132, "42" },
    /* An end that is taken away lets the first word go to every release. */
    { "\"to\": \"2.1\"", "\"to\": null", 224, "OpenMobility" },
    { "\"from\": \"2.2\"", "\"from\": null", 224, "OpenMobilitySIP-DECT" },
    { "\"code\": 132", "\"code\": 254", 254, "42" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (DectDhcpPlan) plan = NULL;
      const DectDhcpOption *option;

      write_changed (cases[i].old, cases[i].new);
      plan = make_plan (&error);
      g_assert_no_error (error);
      option = dect_dhcp_plan_option (plan, cases[i].code);
      g_assert_nonnull (option);
      g_assert_cmpstr (option->text, ==, cases[i].text);
      g_assert_cmpuint (g_bytes_get_size (option->value), ==,
                        i == 0   ? 4
                        : i == 3 ? 2
                                 : strlen (option->text));
    }
}

/* A variable without a value is one that is not written. */
static void
test_variables (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectDhcpPlan) all = NULL, fewer = NULL;

  write_copy (original);
  all = make_plan (&error);
  g_assert_no_error (error);
  write_changed ("\"OM_ManagerIpAddress1\", \"value\": \"omm\"", "\"OM_ManagerIpAddress1\"");
  fewer = make_plan (&error);
  g_assert_no_error (error);
  g_assert_cmpuint (fewer->variables->len, ==, all->variables->len - 1);
  g_assert_cmpstr (((DectDhcpOption *) g_ptr_array_index (fewer->variables, 0))->title, ==,
                   "OM_ManagerIpAddress2");
}

/* clang-format off */
static const struct
{
  const char *old, *new;
  const char *where; /* as the sentence says it */
} refused[] = {
  { "\"lease_seconds\": 43200", "\"lease_seconds\": 60", "“lease_seconds”" },
  { "\"lease_seconds\": 43200", "\"lease_seconds\": 31536001", "“lease_seconds”" },
  { "\"lease_seconds\": 43200", "\"lease_seconds\": \"soon\"", "“lease_seconds”" },
  { "\"/srv/tftp\"", "\"srv/tftp\"", "“tftp_root”" },
  { "\"/srv/tftp\"", "\"/srv\\nenable-tftp\"", "“tftp_root”" },
  { "\"/srv/tftp\"", "\"\"", "“tftp_root”" },
  { "\"class\": \"OpenMobility\"", "\"class\": 7", "“vendor_classes/0/class”" },
  { "\"class\": \"OpenMobility\"", "\"class\": \"Open Mobility\"", "“vendor_classes/0/class”" },
  { "\"magic\": [", "\"magic\": 7, \"x\": [", "“magic”" },
  { "\"countries\": [", "\"countries\": [], \"x\": [", "“countries”" },
  { "\"options\": [", "\"x\": [", "“options”" },
  { "\"code\": 3,", "\"code\": 1,", "“options/0/code”" },
  { "\"code\": 3,", "\"code\": 255,", "“options/0/code”" },
  { "\"title\": \"router\"", "\"label\": \"router\"", "“options/0/title”" },
  { "\"value\": \"router\"", "\"value\": \"\"", "“options/0/value”" },
  { "\"form\": \"ipv4\"", "\"form\": \"ipv6\"", "“options/0/form”" },
  { "\"form\": \"ipv4\"", "\"form\": 4", "“options/0/form”" },
  { "\"from\": \"2.2\"", "\"from\": 2.2", "“magic/1/from”" },
  { "\"to\": \"2.1\"", "\"to\": \"soon\"", "“magic/0/to”" },
  { "\"generation\": 4", "\"generation\": 10", "“boot_files/4/generation”" },
  { "\"file\": \"iprfp2G.tftp\"", "\"file\": \"iprfp2G,tftp\"", "“boot_files/2/file”" },
  { "\"variables\": [", "\"variables\": [7,", "“variables/0/”" },
  { "\"variables_from\": \"2.1\"", "\"variables_from\": true", "“variables_from”" },
  { "\"variables_to\": \"3.0\"", "\"variables_to\": \"later\"", "“variables_to”" },
  { "\"variables_source\": \"", "\"x\": \"", "“variables_source”" },
  /* Read, but not to be made into a plan. */
  { "\"from\": \"2.2\"", "\"from\": \"9.9\"", "no “magic” for this OMM release" },
  { "\"value\": \"router\"", "\"value\": \"gateway\"", "a value “gateway” that does not exist" },
  { "\"OM_ManagerIpAddress1\", \"value\": \"omm\"", "\"OM_ManagerIpAddress1\", \"value\": \"pbx\"", "a value “pbx” that does not exist" },
};
/* clang-format on */

static void
assert_refused (const char *where)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DectDhcpPlan) plan = make_plan (&error);

  g_test_message ("%s", error != NULL ? error->message : "taken");
  g_assert_null (plan);
  g_assert_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_FACTS);
  g_assert_nonnull (strstr (error->message, where));
  g_assert_nonnull (strstr (error->message, "dhcp/boot.json"));
}

static void
test_refused (void)
{
  g_autoptr (GString) long_list = g_string_new ("\"countries\": [");

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      write_changed (refused[i].old, refused[i].new);
      assert_refused (refused[i].where);
    }
  for (guint i = 0; i < 200; i++)
    g_string_append (long_list, "{\"id\": \"XX\", \"code\": 5},");
  write_changed ("\"countries\": [", long_list->str);
  assert_refused ("“countries”");
  write_copy ("[]");
  assert_refused ("“{”");
  write_copy ("{");
  assert_refused ("boot.json”:");
  write_copy (" ");
  assert_refused ("is empty");
}

static void
test_asking (void)
{
  g_autoptr (DectDhcpFacts) facts = dect_dhcp_facts_load_built_in ();
  gint old = dect_omm_release_number ("2.1");

  g_assert_cmpstr (dect_dhcp_facts_boot_file (facts, 2, old)->text, ==, "omm_ffsip.tftp");
  g_assert_cmpstr (dect_dhcp_facts_boot_file (facts, 2, -1)->text, ==, "iprfp2G.tftp");
  g_assert_null (dect_dhcp_facts_boot_file (facts, 9, -1));
  /* Of the file that two generations start from none can be told. */
  g_assert_cmpuint (dect_dhcp_facts_file_generation (facts, "omm_ffsip.tftp"), ==, 0);
  g_assert_cmpuint (dect_dhcp_facts_file_generation (facts, "IPRFP3g.dnld"), ==, 3);
  g_assert_cmpuint (dect_dhcp_facts_file_generation (facts, "own.dnld"), ==, 0);
  g_assert_cmpuint (dect_dhcp_facts_country (facts, "de"), ==, 1);
  g_assert_cmpuint (dect_dhcp_facts_country (facts, "77"), ==, 77);
  g_assert_cmpuint (dect_dhcp_facts_country (facts, "65536"), ==, 0);
  g_assert_cmpuint (dect_dhcp_facts_country (facts, "Oz"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *config = g_dir_make_tmp ("handover-dhcp-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (SOURCE_ROOT, "data", "dhcp", "boot.json", NULL);
  int result;

  test_init (&argc, &argv);
  g_setenv ("XDG_CONFIG_HOME", config, TRUE);
  g_assert_true (g_file_get_contents (path, &original, NULL, NULL));

  g_test_add_func ("/dhcp/facts/taken", test_taken);
  g_test_add_func ("/dhcp/facts/variables", test_variables);
  g_test_add_func ("/dhcp/facts/refused", test_refused);
  g_test_add_func ("/dhcp/facts/asking", test_asking);
  result = g_test_run ();
  remove_tree (config);
  g_free (original);
  return result;
}
