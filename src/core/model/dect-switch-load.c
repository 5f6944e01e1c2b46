/* SPDX-FileCopyrightText: The Handover authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "dect-model"

#include "config.h"

#include "model/dect-switch-load.h"

#include "model/dect-catalogue.h"

void
dect_switch_load (DectSnapshot *snapshot, guint32 id, DectSwitchLoad *load)
{
  guint n_rfps;

  g_return_if_fail (snapshot != NULL && load != NULL);

  n_rfps = dect_snapshot_count (snapshot, DECT_KIND_RFP);
  *load = (DectSwitchLoad){ 0 };
  for (guint i = 0; i < n_rfps; i++)
    {
      const DectRfp *rfp = dect_snapshot_rfp (snapshot, i);
      const DectRfpModel *model = NULL;

      if (rfp->network_switch != id)
        continue;
      if (rfp->model != NULL)
        model = dect_catalogue_find (rfp->model);
      load->n_fed++;
      if (model != NULL)
        load->need_w += model->poe_w;
      else
        load->n_unknown++;
      load->highest_port = MAX (load->highest_port, rfp->port);
    }
}
