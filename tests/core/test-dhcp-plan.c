/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "dhcp/dect-dhcp-writer.h"
#include "support/test-site.h"

/* Three base stations of three generations; @site and @rfp are more pairs for the site and for the
 * last one. */
static DectSnapshot *
make_site (const char *site, const char *rfp)
{
  DectSnapshotBuilder *builder = dect_snapshot_builder_new ();
  g_autofree char *info
      = g_strconcat ("name=Plant|netmask=255.255.255.0|dhcp_server=10.0.0.2|", site, NULL);
  g_autofree char *last = g_strconcat (
      "name=Roof|number=3|mac=0030421b7f01|model=32|target_ip=10.0.0.13|", rfp, NULL);

  test_site_add (builder, DECT_KIND_SITE, info);
  test_site_add (builder, DECT_KIND_RFP,
                 "name=Hall|number=1|mac=0030421b7f03|model=35|role=master|target_ip=10.0.0.11");
  test_site_add (builder, DECT_KIND_RFP,
                 "name=Office|number=2|mac=0030421b7f02|model=45|target_ip=10.0.0.12");
  test_site_add (builder, DECT_KIND_RFP, last);
  return dect_snapshot_builder_end (builder);
}

static DectDhcpPlan *
make_plan (const char *site, const char *rfp)
{
  g_autoptr (DectSnapshot) snapshot = make_site (site, rfp);
  g_autoptr (GError) error = NULL;
  DectDhcpPlan *plan = dect_dhcp_plan_new (snapshot, &error);

  g_assert_no_error (error);
  return plan;
}

static void
assert_option (const DectDhcpPlan *plan, guint code, const char *text)
{
  const DectDhcpOption *option = dect_dhcp_plan_option (plan, code);

  if (text == NULL)
    g_assert_null (option);
  else
    g_assert_cmpstr (option->text, ==, text);
}

static void
test_options (void)
{
  g_autoptr (DectDhcpPlan) plan = make_plan ("omm_release=8.0", "");
  const DectDhcpHost *host;

  assert_option (plan, 43, "0a 04 0a 00 00 0b");
  assert_option (plan, 66, "tftp://10.0.0.2/");
  assert_option (plan, 150, "10.0.0.2");
  assert_option (plan, 224, "OpenMobilitySIP-DECT");
  assert_option (plan, 132, NULL);
  assert_option (plan, 3, NULL);
  g_assert_cmpuint (plan->hosts->len, ==, 3);
  host = g_ptr_array_index (plan->hosts, 0);
  g_assert_cmpstr (host->key, ==, "0030421b7f01");
  g_assert_cmpstr (host->label, ==, "base station 3 Roof");
  g_assert_cmpstr (host->boot_file, ==, "iprfp2G.tftp");
  g_assert_cmpuint (g_strv_length (plan->boot_files), ==, 3);
  g_assert_cmpuint (plan->ranges->len, ==, 0);
  g_assert_true (dect_dhcp_plan_gates (plan, dect_dhcp_plan_option (plan, 224)));
}

/* Releases: the word of option 224, what 66 is, the firmware file, ipdect.cfg. */
static void
test_releases (void)
{
  static const struct
  {
    const char *release, *magic, *o66, *file;
    gboolean variables;
  } cases[] = {
    { "1.8", "OpenMobility", "10.0.0.2", "omm_ffsip.tftp", FALSE },
    { "2.1", "OpenMobility", "tftp://10.0.0.2/", "omm_ffsip.tftp", TRUE },
    { "3.0", "OpenMobilitySIP-DECT", "tftp://10.0.0.2/", "iprfp2G.tftp", TRUE },
    { "8.0", "OpenMobilitySIP-DECT", "tftp://10.0.0.2/", "iprfp2G.tftp", FALSE },
    { "", "OpenMobilitySIP-DECT", "tftp://10.0.0.2/", "iprfp2G.tftp", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *site = g_strconcat ("omm_release=", cases[i].release, NULL);
      g_autoptr (DectDhcpPlan) plan = make_plan (site, "");

      assert_option (plan, 224, cases[i].magic);
      assert_option (plan, 66, cases[i].o66);
      g_assert_cmpstr (((DectDhcpHost *) g_ptr_array_index (plan->hosts, 0))->boot_file, ==,
                       cases[i].file);
      g_assert_cmpint (plan->variables->len > 0, ==, cases[i].variables);
    }
}

static char *
show_ranges (const DectDhcpPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->ranges->len; i++)
    {
      const DectDhcpRange *range = &g_array_index (plan->ranges, DectDhcpRange, i);

      g_string_append_printf (text, "%u-%u ", range->first.value & 255, range->last.value & 255);
    }
  return g_string_free (text, FALSE);
}

/* No address of the pool is anybody's already. */
static void
test_pool (void)
{
  static const char *const cases[][2] = {
    { "pool_first=10.0.0.20|pool_last=10.0.0.30", "20-30 " },
    { "pool_first=10.0.0.1|pool_last=10.0.0.20|router=10.0.0.1", "3-10 14-20 " },
    { "pool_first=10.0.0.12|pool_last=10.0.0.12|router=10.0.0.1", NULL },
    { "pool_first=10.0.0.10|pool_last=10.0.0.14|dns_servers=10.0.0.10 10.0.0.14", NULL },
    { "pool_first=10.0.0.10|pool_last=10.0.0.12", "10-10 " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (DectSnapshot) snapshot = make_site (cases[i][0], "");
      g_autoptr (GError) error = NULL;
      g_autoptr (DectDhcpPlan) plan = dect_dhcp_plan_new (snapshot, &error);
      g_autofree char *shown = plan != NULL ? show_ranges (plan) : NULL;

      g_assert_cmpstr (shown, ==, cases[i][1]);
      if (plan == NULL)
        g_assert_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_INVALID);
    }
}

/* clang-format off */
static const struct
{
  const char *site;
  const char *rfp;
  gint        code;
  const char *words;
} refused[] = {
  { "netmask=", "", DECT_DHCP_ERROR_MISSING, "netmask" },
  { "", "mac=", DECT_DHCP_ERROR_MISSING, "3 (Roof)" },
  { "", "mac=xyz", DECT_DHCP_ERROR_MISSING, "3 (Roof)" },
  { "pool_first=10.0.0.20|pool_last=10.0.0.30", "mac=xyz", DECT_DHCP_ERROR_MISSING, "3 (Roof)" },
  { "", "target_ip=", DECT_DHCP_ERROR_MISSING, "3 (Roof)" },
  { "", "target_ip=10.0.0.300", DECT_DHCP_ERROR_INVALID, "10.0.0.300" },
  { "", "target_ip=10.0.1.13", DECT_DHCP_ERROR_OUTSIDE, "10.0.0.0/24" },
  { "", "target_ip=10.0.0.255", DECT_DHCP_ERROR_OUTSIDE, "10.0.0.255" },
  { "", "target_ip=10.0.0.11", DECT_DHCP_ERROR_DUPLICATE, "same IP" },
  { "", "mac=0030421b7f02", DECT_DHCP_ERROR_DUPLICATE, "same MAC" },
  { "", "role=failover|target_ip=|local_config=yes", DECT_DHCP_ERROR_MISSING, "failover" },
  { "", "firmware=a b.dnld", DECT_DHCP_ERROR_CHARACTER, "3 (Roof)" },
  { "omm_host=pc", "", DECT_DHCP_ERROR_MISSING, "omm_address" },
  { "router=10.0.1.1", "", DECT_DHCP_ERROR_OUTSIDE, "router" },
  { "router=x", "", DECT_DHCP_ERROR_INVALID, "router" },
  { "country=Oz", "", DECT_DHCP_ERROR_INVALID, "Oz" },
  { "vlan=0", "", DECT_DHCP_ERROR_INVALID, "VLAN 0" },
  { "restore_url=ftp://a:b@10.0.0.9/", "", DECT_DHCP_ERROR_SECRET, "restore_url" },
  { "config_url=x", "", DECT_DHCP_ERROR_INVALID, "config_url" },
  { "dns_domain=a b", "", DECT_DHCP_ERROR_CHARACTER, "Option 15" },
};
/* clang-format on */

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (DectSnapshot) snapshot = make_site (refused[i].site, refused[i].rfp);
      g_autoptr (GError) error = NULL;
      g_autoptr (DectDhcpPlan) plan = dect_dhcp_plan_new (snapshot, &error);

      g_test_message ("%s %s: %s", refused[i].site, refused[i].rfp,
                      error != NULL ? error->message : "taken");
      g_assert_null (plan);
      g_assert_error (error, DECT_DHCP_ERROR, refused[i].code);
      g_assert_nonnull (strstr (error->message, refused[i].words));
    }
}

/* With a pool a base station may be unknown; set up by hand it keeps its address and gets no file
 * of its own. */
static void
test_unknown (void)
{
  g_autoptr (DectDhcpPlan) plan = make_plan ("pool_first=10.0.0.20|pool_last=10.0.0.30", "mac=");
  g_autoptr (DectDhcpPlan) local = make_plan ("omm_release=3.0", "local_config=yes");
  g_autoptr (GPtrArray) files = dect_dhcp_write (local, "isc", NULL);

  g_assert_cmpuint (plan->hosts->len, ==, 2);
  g_assert_cmpuint (plan->n_unknown, ==, 1);
  g_assert_cmpuint (local->hosts->len, ==, 3);
  g_assert_cmpuint (files->len, ==, 4);
}

/* Names, addresses and words of every format; the same bytes twice; nothing a name holds gets out
 * of its comment. */
static void
test_formats (void)
{
  g_autoptr (DectDhcpPlan) plan = make_plan ("vlan=42|router=10.0.0.1", "name=\"; } $(reboot) \\");
  guint n_formats;
  const DectDhcpFormat *formats = dect_dhcp_formats (&n_formats);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_formats; i++)
    {
      g_autoptr (GPtrArray) files = dect_dhcp_write (plan, formats[i].id, &error);
      g_autoptr (GPtrArray) again = dect_dhcp_write (plan, formats[i].id, &error);
      g_autoptr (GString) all = g_string_new (NULL);

      g_assert_no_error (error);
      for (guint f = 0; f < files->len; f++)
        {
          const DectDhcpFile *a = g_ptr_array_index (files, f), *b = g_ptr_array_index (again, f);
          gsize size;
          const char *data = g_bytes_get_data (a->bytes, &size);

          g_assert_true (g_bytes_equal (a->bytes, b->bytes));
          g_assert_cmpstr (a->name, ==, b->name);
          g_string_append_len (all, data, (gssize) size);
        }
      g_assert_nonnull (strstr (all->str, "00:30:42:1B:7F:02"));
      g_assert_nonnull (strstr (all->str, "10.0.0.12"));
      g_assert_nonnull (strstr (all->str, "not verified"));
      g_assert_nonnull (strstr (all->str, "reboot"));
      g_assert_null (strstr (all->str, "\nreboot"));
    }
  g_assert_null (dect_dhcp_write (plan, "novell", &error));
  g_assert_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_FORMAT);
}

/* A user's own copy of the facts is read; a wrong one is refused by the member's name. */
static void
test_own_facts (void)
{
  g_autoptr (DectSnapshot) snapshot = make_site ("vlan=42", "");
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "handover", "dhcp", NULL);
  g_autofree char *path = g_build_filename (folder, "boot.json", NULL);
  g_autofree char *source = g_build_filename (SOURCE_ROOT, "data", "dhcp", "boot.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DectDhcpPlan) plan = NULL;
  char *form;

  g_assert_true (g_file_get_contents (source, &text, NULL, &error));
  form = strstr (strstr (text, "\"vlan\", \"form\""), "u16");
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);

  memcpy (form, "u32", 3);
  g_assert_true (g_file_set_contents (path, text, -1, &error));
  plan = dect_dhcp_plan_new (snapshot, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (dect_dhcp_plan_option (plan, 132)->value), ==, 4);

  memcpy (form, "u99", 3);
  g_assert_true (g_file_set_contents (path, text, -1, &error));
  g_assert_null (dect_dhcp_plan_new (snapshot, &error));
  g_assert_error (error, DECT_DHCP_ERROR, DECT_DHCP_ERROR_FACTS);
  g_assert_nonnull (strstr (error->message, "options/6/form"));
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_urls (void)
{
  g_assert_true (dect_dhcp_url_has_password ("ftp://a:b@x/"));
  g_assert_true (dect_dhcp_url_has_password ("http://a:@x"));
  g_assert_false (dect_dhcp_url_has_password ("http://a@x/b:c@d"));
  g_assert_false (dect_dhcp_url_has_password ("http://x:80/a@b"));
  g_assert_false (dect_dhcp_url_has_password ("x"));
  g_assert_true (dect_dhcp_url_scheme_known ("TFTP://x/"));
  g_assert_false (dect_dhcp_url_scheme_known ("file:///etc"));
  g_assert_true (dect_dhcp_is_file_name ("sub/iprfp3G.DNLD"));
  g_assert_false (dect_dhcp_is_file_name ("8.1SP2"));
  g_assert_false (dect_dhcp_is_file_name (".dnld"));
  g_assert_false (dect_dhcp_is_file_name (NULL));
}

int
main (int argc, char **argv)
{
  g_autofree char *config = g_dir_make_tmp ("handover-dhcp-XXXXXX", NULL);

  test_init (&argc, &argv);
  g_setenv ("XDG_CONFIG_HOME", config, TRUE);

  g_test_add_func ("/dhcp/plan/options", test_options);
  g_test_add_func ("/dhcp/plan/releases", test_releases);
  g_test_add_func ("/dhcp/plan/pool", test_pool);
  g_test_add_func ("/dhcp/plan/refused", test_refused);
  g_test_add_func ("/dhcp/plan/unknown", test_unknown);
  g_test_add_func ("/dhcp/plan/formats", test_formats);
  g_test_add_func ("/dhcp/plan/own-facts", test_own_facts);
  g_test_add_func ("/dhcp/plan/urls", test_urls);
  return g_test_run ();
}
