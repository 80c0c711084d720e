import SimCluster
