/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-commission-steps.h"

#include "model/dect-i18n.h"

static const DectStepInfo steps[DECT_N_STEPS] = {
  [DECT_STEP_CHECK] = {
    "check", FALSE, N_("Check the plan"),
    N_("Every base station must be in one connected chain, and everything the PBX and the OMM need must be entered."),
  },
  [DECT_STEP_PORTS] = {
    "ports", TRUE, N_("Ports, PoE, DHCP and TFTP ready"),
    N_("A base station boots from the network: it needs power, an address and its firmware before anything else."),
    { N_("Patch every base station to a PoE port and note switch and port in the plan."),
      N_("At the PBX, or on the DHCP server of the site, switch DHCP on; an older PBX also needs TFTP on "
         "(Appliance > Services)."),
      N_("On a foreign DHCP server set option 224 to “OpenMobilitySIP-DECT” (before release 3.0 “OpenMobility”), and in "
         "option 43 the OMM address as sub-option 10."),
      N_("Put a reservation for each MAC address where the server does not take it from the PBX.") },
  },
  [DECT_STEP_CONNECT] = {
    "connect", FALSE, N_("Connect to the PBX"),
    N_("Nothing is sent but a question: what the PBX is and what it can do."),
  },
  [DECT_STEP_REVIEW] = {
    "review", FALSE, N_("Review the difference"),
    N_("What the PBX has now beside what the plan says."),
  },
  [DECT_STEP_PUSH] = {
    "push", FALSE, N_("Push"),
    N_("Sends what was reviewed: all of it or nothing. A push can be repeated safely."),
  },
  [DECT_STEP_FILES] = {
    "files", FALSE, N_("Get the OMM files"),
    N_("Two import files for the OpenMobility Manager: base stations and handsets. They may hold access codes and "
       "passwords, so only you may read them."),
  },
  [DECT_STEP_MASTER] = {
    "master", TRUE, N_("Master up"),
    N_("The master base station runs the OMM. The others wait for it."),
    { N_("Plug in the master alone and wait until its lamps say that it is running; loading firmware takes some minutes."),
      N_("Open https:// and the master's address in a browser. Old releases speak old TLS only: use a browser that still "
         "allows it."),
      N_("Log in as “omm”. The first password is the factory one.") },
  },
  [DECT_STEP_OMM] = {
    "omm", TRUE, N_("OMM: password, PARK, time, SIP"),
    N_("The OMM's own settings come before the import, because it restarts after them."),
    { N_("Change the passwords of “Full access” and “Root (SSH)” in System > User Administration; enter the new OMM "
         "password in the step “Connect to the PBX” too."),
      N_("System > System Settings: enter the PARK (online or from a file) and the regulatory domain."),
      N_("On the same page set the time server and the time zone, then restart the OMM."),
      N_("System > SIP: enter the PBX as proxy server and as registrar server."),
      N_("Newer PBX: System > Provisioning, enter protocol, server and path of the provisioning URL.") },
  },
  [DECT_STEP_RFP_IMPORT] = {
    "rfp-import", TRUE, N_("Import the base station file"),
    N_("Import each record once: the OMM refuses what it has already, and what is gone must be deleted there by hand."),
    { N_("Log in to the OMM as “omm” and tick Advanced."),
      N_("Open {rfps} and press Import."),
      N_("Choose the file of base stations and press Import; the OMM lists what it read."),
      N_("Tick all records, on a repeated import the new ones only."),
      N_("Press Add and read the result of every line.") },
  },
  [DECT_STEP_SYNCHRONISED] = {
    "synchronised", TRUE, N_("All base stations synchronised"),
    N_("From the preferred base station on, each one finds its neighbours. This takes some minutes."),
    { N_("Plug in the other base stations, beginning beside the master."),
      N_("Open {rfps} and wait until every line is connected and says “Synced”."),
      N_("One that stays at “Searching”: compare its neighbours with the chain in the plan, and its place with the wall.") },
  },
  [DECT_STEP_HANDSET_IMPORT] = {
    "handset-import", TRUE, N_("Import the handset file, subscribe"),
    N_("Subscription is open for 24 hours for handsets whose IPEI was entered (very old releases: one hour)."),
    { N_("Log in to the OMM as “omm” and tick Advanced."),
      N_("Open {pps} and press Import; choose the file of handsets and press Import."),
      N_("Tick the new records and press Add."),
      N_("On the same page start the subscription with configured IPEIs."),
      N_("On each handset: Menu > System > Subscriptions > New; enter the access code.") },
  },
  [DECT_STEP_USERS] = {
    "users", TRUE, N_("Users and locations at the PBX"),
    N_("Each handset is a device of the PBX now, and belongs to nobody yet."),
    { N_("Open Devices > Device list and choose the handset."),
      N_("Assign it to its user or its location."),
      N_("Apply the waiting job in the job box, then call the handset.") },
  },
  [DECT_STEP_COMPARE] = {
    "compare", TRUE, N_("Planned against built"),
    N_("What hangs on the wall must be what the plan says, or the plan must say what hangs there."),
    { N_("Read the running OMM below, or choose a backup of it. Without either, open {rfps} in the OMM and compare number, name, MAC "
         "and place of every line with the placement sheet."),
      N_("Correct the plan where a base station was hung elsewhere, and push again."),
      N_("Take the measured levels between base stations into the plan (by hand: tool L); they count more than predicted ones.") },
  },
  [DECT_STEP_SIGN] = {
    "sign", TRUE, N_("Walk, sign, hand over"),
    N_("The last walk is done with a handset in a call."),
    { N_("Walk every floor, stair and lift lobby in a call, and listen at each handover."),
      N_("Print the sheets (menu > Print) and keep them with the file."),
      N_("Let the customer sign, then tick this step and save the site.") },
  },
};

const DectStepInfo *
dect_step_info (DectStep step)
{
  g_return_val_if_fail ((guint) step < DECT_N_STEPS, NULL);

  return &steps[step];
}

gboolean
dect_step_from_id (const char *id, DectStep *step)
{
  g_return_val_if_fail (step != NULL, FALSE);

  for (guint i = 0; i < DECT_N_STEPS; i++)
    if (g_strcmp0 (steps[i].id, id) == 0)
      {
        *step = (DectStep) i;
        return TRUE;
      }
  return FALSE;
}

void
dect_step_states_replay (DectStepState states[DECT_N_STEPS], const DectLogEntry *entry)
{
  const char *event = dect_log_entry_get_event (entry);
  gboolean tick = g_str_equal (event, DECT_EVENT_TICK);
  g_autofree char *id = NULL;
  DectStep step;

  if (!tick && !g_str_equal (event, DECT_EVENT_UNTICK))
    return;
  id = dect_log_entry_dup_detail (entry, "step");
  if (!dect_step_from_id (id, &step))
    return;
  states[step].done = tick;
  states[step].time = tick ? dect_log_entry_get_time (entry) : 0;
}

char *
dect_step_dup_click (DectStep step, guint i, const char *rfps, const char *handsets)
{
  GString *text;

  g_return_val_if_fail ((guint) step < DECT_N_STEPS, NULL);
  g_return_val_if_fail (rfps != NULL && handsets != NULL, NULL);

  if (i >= G_N_ELEMENTS (steps[step].clicks) || steps[step].clicks[i] == NULL)
    return NULL;
  text = g_string_new (_(steps[step].clicks[i]));
  g_string_replace (text, "{rfps}", rfps, 0);
  g_string_replace (text, "{pps}", handsets, 0);
  return g_string_free (text, FALSE);
}
